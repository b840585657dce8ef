"""Drafting: whose draft it is, what a title may be, every text kept, and two who write at the same time."""

from datetime import timedelta

import pytest

from documents.submission import actions as submissions
from documents.submission.models import Submission, TextVersion
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Matter
from tests.documents.papers import BODY, TITLE, Papers


def versions(of: Submission) -> list[tuple[int, str, str]]:
    return list(TextVersion.objects.filter(matter=of.pk).order_by("number").values_list("number", "body", "by__name"))


def test_a_clerk_drafts_for_his_own_organ(papers: Papers):
    made = papers.draft(touched=["finance"])
    matter = Matter.objects.get(pk=made.pk)
    assert (matter.title, matter.state, matter.organ) == (TITLE, "draft", papers.cast.education)
    assert (matter.opened_by, matter.adoption) == (papers.cast.education_clerk, papers.cast.adoption)
    assert [o.short_name for o in made.touched.all()] == ["县财政局"]
    assert [line.act for line in papers.journal(made)] == ["open"]


@pytest.mark.parametrize("who", ["finance_clerk", "head", "clerk", "stranger"])
def test_nobody_drafts_for_an_organ_in_which_he_does_not_serve(papers: Papers, who):
    with pytest.raises(NotYours, match="只有县教育局的工作人员"):
        submissions.create(getattr(papers.cast, who), papers.cast.education, papers.text())
    assert not Matter.objects.exists()


def test_the_drafting_organ_itself_is_no_organ_touched(papers: Papers):
    made = papers.draft(touched=["education", "finance"])
    assert list(made.touched.all()) == [papers.cast.finance]


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("  关于修缮\n校舍的　请示 ", "关于修缮校舍的请示"),
        ("关" * 120, "关" * 120),
        ("关于\x01修缮\x7f的请示", "关于修缮的请示"),
    ],
    ids=["one line", "the longest", "control characters"],
)
def test_a_title_is_one_line_of_printable_characters(papers: Papers, title, kept):
    assert Matter.objects.get(pk=papers.draft(title=title).pk).title == kept


@pytest.mark.parametrize(
    ("title", "why"),
    [("", "请填写标题"), (" 　\n", "请填写标题"), ("\x01", "请填写标题"), ("关" * 121, "标题有121字，最多120字")],
)
def test_a_title_that_is_none_is_refused_at_its_field(papers: Papers, title, why):
    with pytest.raises(BadInput, match=why) as refused:
        papers.draft(title=title)
    assert (refused.value.field, refused.value.status) == ("title", 400)
    assert not Matter.objects.exists()


def test_the_length_is_counted_from_the_text(papers: Papers):
    made = papers.draft(body="请拨款 300 万元。\n")
    assert made.length == 7  # 请拨款, 300, 万元, 。
    submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="好" * 4001))
    assert Submission.objects.get(pk=made.pk).length == 4001


def test_every_change_of_the_text_is_kept_as_a_version(papers: Papers):
    made = papers.draft()
    submissions.revise(made.pk, papers.cast.education_deputy, papers.text(body="第二稿"))
    submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="第二稿", contact_name="冯雪"))
    submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="第二稿", title="关于新建小学的请示"))
    assert versions(made) == [(1, BODY, "陈亮"), (2, "第二稿", "冯雪"), (3, "第二稿", "陈亮")]
    assert [line.act for line in papers.journal(made)] == ["open", "edit", "edit", "edit"]


def test_who_saves_second_overwrites_nothing(papers: Papers):
    """Both opened the form of version 0; the first saves, the second is told, and the first one's text stands."""
    made = papers.draft()
    seen = Matter.objects.get(pk=made.pk).version
    submissions.revise(made.pk, papers.cast.education_deputy, papers.text(body="冯雪的稿子"), seen)
    with pytest.raises(WrongState, match="别人在您修改期间保存过") as refused:
        submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="陈亮的稿子"), seen)
    assert refused.value.status == 409
    assert Submission.objects.get(pk=made.pk).body == "冯雪的稿子"
    assert [body for _, body, _ in versions(made)] == [BODY, "冯雪的稿子"]


def test_what_was_seen_last_may_be_saved(papers: Papers):
    made = papers.draft()
    for text in ("第二稿", "第三稿"):
        seen = Matter.objects.get(pk=made.pk).version
        submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body=text), seen)
    assert Submission.objects.get(pk=made.pk).body == "第三稿"


def test_another_organ_changes_nothing_even_when_it_takes_part(papers: Papers):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    with pytest.raises(NotYours):
        submissions.revise(made.pk, papers.cast.finance_clerk, papers.text(body="财政局的稿子"))
    assert Submission.objects.get(pk=made.pk).body == BODY


def test_what_has_been_sent_is_not_changed_any_more(papers: Papers):
    made = papers.signed(papers.draft())
    with pytest.raises(WrongState, match="已不在可以修改的状态"):
        submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="晚了"))
    assert Submission.objects.get(pk=made.pk).body == BODY


def test_a_draft_can_be_given_up_and_stays_on_record(papers: Papers):
    made = papers.draft()
    submissions.drop(made.pk, papers.cast.education_clerk, "改由发改局报送")
    matter = Matter.objects.get(pk=made.pk)
    assert (matter.state, bool(matter.closed_at)) == ("dropped", True)
    assert papers.journal(made, "drop")[0].text.endswith("作废：改由发改局报送")
    with pytest.raises(WrongState):
        submissions.revise(made.pk, papers.cast.education_clerk, papers.text())


def test_a_draft_is_given_up_by_its_organ_only(papers: Papers):
    made = papers.draft()
    with pytest.raises(NotYours):
        submissions.drop(made.pk, papers.cast.finance_clerk, "不是我们的")
    assert papers.state(made) == "draft"


def test_dropping_ends_the_countersigning_that_is_under_way(papers: Papers):
    made = papers.draft(touched=["finance"])
    [asked] = papers.ask(made, "finance")
    submissions.drop(made.pk, papers.cast.education_clerk, "不办了")
    asked.step.refresh_from_db()
    assert asked.step.state == "cancelled"
    assert list(asked.step.deadlines.values_list("state", flat=True)) == ["cancelled"]


def test_saving_twice_by_a_double_click_makes_one_draft(papers: Papers, monday):
    first = papers.draft()
    monday.forward(timedelta(seconds=2))
    assert papers.draft().pk == first.pk
    assert [line.act for line in papers.journal(first)] == ["open"]


def test_the_same_text_written_later_or_by_somebody_else_is_another_draft(papers: Papers, monday):
    first = papers.draft()
    other = submissions.create(papers.cast.education_deputy, papers.cast.education, papers.text())
    monday.forward(timedelta(minutes=10))
    later = papers.draft()
    assert len({first.pk, other.pk, later.pk}) == 3
