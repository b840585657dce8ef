"""The way of a document: what is done, where it rests, what lies ahead."""

from typing import Any

from documents.queries import sheet
from documents.submission import actions as submissions
from govrules.core import clock
from govrules.core.matters.models import Matter
from tests.documents.papers import Papers

END = ("批复印发", "ahead")


def way(document: Any) -> list[tuple[str, str]]:
    """The points of the line with their states."""
    matter = Matter.objects.select_related("organ", "government", "adoption", "parent").get(pk=document.pk)
    return [(point.label, point.state) for point in sheet(matter, clock.now()).way]


def test_a_draft_is_with_its_drafter(papers: Papers) -> None:
    assert way(papers.draft()) == [("拟稿", "here"), END]


def test_a_report_ends_without_a_reply(papers: Papers) -> None:
    assert way(papers.report()) == [("拟稿", "here")]


def test_while_it_is_countersigned_it_is_there(papers: Papers) -> None:
    request = papers.draft(touched=["finance", "resources"])
    papers.ask(request, "finance", "resources")
    papers.reply(request, "finance")
    assert way(request) == [("拟稿", "done"), ("会签", "here"), END]


def test_after_its_countersign_it_waits_to_be_submitted(papers: Papers) -> None:
    request = papers.draft(touched=["finance"])
    papers.ask(request, "finance")
    papers.reply(request, "finance")
    assert way(request) == [("拟稿", "done"), ("会签", "done"), ("报送", "here"), END]


def test_before_its_main_head_nothing_is_with_the_drafter(papers: Papers) -> None:
    request = papers.draft()
    papers.submit(request)
    assert way(request)[:2] == [("拟稿", "done"), ("县教育局签批", "here")]
    assert "here" not in {state for _, state in way(request)[2:]}


def test_what_is_returned_is_to_be_changed(papers: Papers) -> None:
    request = papers.signed(papers.draft())
    papers.decide(request, "director", "return", "请补充投资来源。")
    assert way(request)[-3:] == [("县政府办公室审核", "returned"), ("修改", "here"), END]


def test_the_course_that_was_returned_stays_in_sight_whole(papers: Papers) -> None:
    """Until it is sent again one sees who had signed and checked it before."""
    request = papers.reviewed(papers.draft())
    papers.decide(request, "schools_deputy", "return", "请再论证。")
    states = [state for _, state in way(request)]
    assert states == ["done", "done", "done", "returned", "here", "ahead"]
    papers.signed(request)
    papers.decide(request, "director", "return", "再改。")
    assert [state for _, state in way(request)] == ["done", "done", "returned", "here", "ahead"], "only the last course"


def test_what_is_taken_back_is_to_be_changed(papers: Papers) -> None:
    request = papers.signed(papers.draft())
    submissions.withdraw(request.pk, papers.cast.education_clerk, "数据有误")
    assert way(request)[-2:] == [("修改", "here"), END]


def test_submitted_again_it_starts_a_new_course(papers: Papers) -> None:
    request = papers.signed(papers.draft())
    papers.decide(request, "director", "return", "请补充投资来源。")
    papers.submit(request)
    labels = [label for label, _ in way(request)]
    assert ("县教育局签批", "here") in way(request) and "修改" not in labels and "县政府办公室审核" not in labels


def test_a_dispatch_ends_with_number_and_issue(papers: Papers) -> None:
    notice = papers.dispatch()
    assert way(notice) == [("拟稿", "here"), ("编号", "ahead"), ("印发", "ahead")]


def test_whose_name_stands_below(papers: Papers) -> None:
    """A dispatch is drafted by the office but stands in the government's name, unless it is the office's own."""
    names = {}
    for name in ("county", "office"):
        made = papers.dispatch(title=f"关于防汛工作的通知（{name}）", in_name_of=name)
        names[name] = sheet(Matter.objects.get(pk=made.pk), clock.now()).signed_organ
    assert names == {"county": "阳高县人民政府", "office": papers.cast.office.name}
    assert sheet(Matter.objects.get(pk=papers.draft().pk), clock.now()).signed_organ == papers.cast.education.name
