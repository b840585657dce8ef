"""The desk: what waits for him, where his own things are, what is held, what is late, what he has not read."""

from datetime import date

import pytest
from django.utils.html import strip_tags

from documents import actions as documents
from documents.submission import actions as submission
from govrules.core.matters.models import Matter, Step
from govrules.core.notices.actions import tell
from govrules.portal.desk.queries import lights, underway
from leave.duty import actions as duty
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, draft, page, signed_in, signing, waiting

pytestmark = pytest.mark.usefixtures("today")
NOW, TODAY = office("2026-06-10 09:30"), date(2026, 6, 10)
TITLE = "县教育局关于新建城东小学的请示"


def section(html: str, name: str) -> str:
    """The text of one section of the desk."""
    return " ".join(strip_tags(html.split(f'id="desk-{name}"', 1)[1].split("</section>", 1)[0]).split())


def test_it_greets_with_what_is_due(cast: Cast) -> None:
    waiting(cast, cast.director, 4, first_due="2026-06-10 00:00")
    heading = strip_tags(page(signed_in(cast.director), "/").split("<h1>")[1].split("</h1>")[0])
    assert heading == "周正，今天有 2 件到期，其中 1 件已超期"


def test_without_anything_late_it_does_not_alarm(cast: Cast) -> None:
    waiting(cast, cast.director, 2)
    heading = strip_tags(page(signed_in(cast.director), "/").split("<h1>")[1].split("</h1>")[0])
    assert heading == "周正，今天有 1 件到期"


@pytest.mark.parametrize(("who", "drafts"), [("education_clerk", True), ("director", True), ("head", False)])
def test_who_serves_in_an_organ_can_begin_a_document(cast: Cast, who: str, drafts: bool) -> None:
    assert ('href="/documents/new/"' in page(signed_in(getattr(cast, who)), "/")) is drafts


def test_an_empty_desk_is_kind(cast: Cast) -> None:
    html = page(signed_in(cast.township_clerk), "/")
    assert "许静，待办都办完了" in html
    assert "没有等您办理的文件" in html and "没有在办的公文" in html and "没有未读通知" in html


def test_the_head_of_the_queue_leads_to_its_items(cast: Cast) -> None:
    steps = waiting(cast, cast.director, 9)
    html = page(signed_in(cast.director), "/")
    assert html.count('class="row-title" href="/queue/') == 6
    assert f'href="/queue/{steps[0].pk}/"' in html and "全部 9 件" in html


# --- what waits for its drafters ---


def heading(html: str) -> str:
    return strip_tags(html.split("<h1>")[1].split("</h1>")[0])


def test_what_only_he_can_send_waits_for_him(cast: Cast) -> None:
    """A request that is drafted, or that all have answered, is nobody's but its clerks'."""
    made = consulting(cast, TITLE, cast.finance, at="2026-06-09 09:00")
    html = page(signed_in(cast.education_clerk), "/")
    assert heading(html) == "陈亮，待办都办完了" and TITLE in section(html, "sent")
    documents.decide(Step.objects.get(matter=made.pk).pk, cast.finance_head, "agree")
    html = page(signed_in(cast.education_clerk), "/")
    assert heading(html) == "陈亮，有 1 件等您起草、报送"
    assert f"{TITLE}征求意见已有结果，待报送" in section(html, "queue")
    assert TITLE not in section(html, "sent"), "it stands once"
    assert heading(page(signed_in(cast.education_head), "/")).endswith("待办都办完了"), "its head drafts nothing"


def test_a_reply_to_be_drafted_waits_for_the_office_s_clerks(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    documents.decide(step.pk, cast.schools_deputy, "approve", "同意。")
    html = page(signed_in(cast.clerk), "/")
    assert heading(html).endswith("有 1 件等您起草、报送") and "待起草、送签" in section(html, "queue")


def test_drafts_beside_the_queue_are_counted_apart(cast: Cast) -> None:
    submission.create(cast.education_clerk, cast.education, draft(TITLE))
    waiting(cast, cast.education_clerk, 2)
    html = page(signed_in(cast.education_clerk), "/")
    assert "今天有 1 件到期" in heading(html) and "待办共 2 件，另有 1 件在拟稿" in html


# --- where his things are ---


def test_what_an_organ_sent_says_with_whom_it_is(cast: Cast) -> None:
    at_office(cast, TITLE)
    assert section(page(signed_in(cast.education_clerk), "/"), "sent").endswith(f"{TITLE}办公室审核 · 周正审核")


def test_colleagues_of_the_organ_see_it_too(cast: Cast) -> None:
    at_office(cast, TITLE)
    assert [one.title for one in underway(cast.education_deputy, NOW)] == [TITLE]
    assert underway(cast.finance_deputy, NOW) == []


def test_several_at_once_are_told_by_number(cast: Cast) -> None:
    consulting(cast, TITLE, cast.finance, cast.resources, at="2026-06-09 09:00")
    [one] = underway(cast.education_clerk, NOW)
    assert (one.state, one.where) == ("征求意见", "2家会签中")


def test_a_single_countersign_names_its_organ(cast: Cast) -> None:
    consulting(cast, TITLE, cast.finance, at="2026-06-09 09:00")
    [one] = underway(cast.education_clerk, NOW)
    assert one.where == "县财政局褚建国会签"


def test_what_is_held_says_so(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    Step.objects.filter(pk=step.pk).update(state="held", assignee=None)
    [one] = underway(cast.education_clerk, NOW)
    assert one.where == "审批待明确"


def test_what_is_closed_is_not_under_way(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    Matter.objects.filter(pk=step.matter_id).update(closed_at=NOW)
    assert underway(cast.education_clerk, NOW) == []


def test_a_draft_is_with_its_drafter(cast: Cast) -> None:
    step = at_office(cast, TITLE)
    Step.objects.filter(matter=step.matter_id).delete()
    Matter.objects.filter(pk=step.matter_id).update(state="draft")
    [one] = underway(cast.education_clerk, NOW)
    assert (one.state, one.where, one.due.tone) == ("拟稿", "", "none")


# --- held, late, unread ---


def test_the_custodian_sees_what_is_held_and_what_is_missing(cast: Cast) -> None:
    step = at_leader(cast, TITLE)
    Step.objects.filter(pk=step.pk).update(
        state="held", assignee=None, custodian=cast.director, missing="县长外出，未记录委托", ground_article=5
    )
    text = section(page(signed_in(cast.director), "/"), "held")
    assert TITLE in text and "县长外出，未记录委托 第五条" in text
    assert "desk-held" not in page(signed_in(cast.vice_director), "/")


def test_the_director_sees_the_whole_office_by_light(cast: Cast) -> None:
    late, near, far = waiting(cast, cast.director, 3, first_due="2026-06-10 00:00")
    Step.objects.filter(pk=far.pk).update(state="held", assignee=None, due_at=None, warn_at=None)
    found = lights(cast.director, NOW)
    assert (found.red, found.yellow, found.green, found.held) == (1, 1, 1, 1)
    assert [one.matter for one in found.worst] == [late.matter_id, near.matter_id]


def test_what_he_keeps_counts_as_held_though_he_may_not_read_it(cast: Cast) -> None:
    step = signing(cast, TITLE)
    Step.objects.filter(pk=step.pk).update(state="held", assignee=None, custodian=cast.director, missing="局长外出")
    assert lights(cast.director, NOW).held == 1
    assert lights(cast.vice_director, NOW).held == 0


@pytest.mark.parametrize(
    ("who", "sees"),
    [("director", True), ("vice_director", True), ("clerk", False), ("head", False), ("education_head", False)],
)
def test_only_those_who_lead_the_office_see_its_lights(cast: Cast, who: str, sees: bool) -> None:
    assert ("desk-lights" in page(signed_in(getattr(cast, who)), "/")) is sees


@pytest.mark.parametrize(
    ("who", "sees"), [("clerk", True), ("director", True), ("head", True), ("land_deputy", True),
                      ("education_head", False), ("township_clerk", False)],
)  # fmt: skip
def test_who_is_away_today_is_on_the_desk_of_the_office_and_the_leaders(cast: Cast, who: str, sees: bool) -> None:
    away(cast.schools_deputy, "2026-06-10 14:00", "2026-06-12 18:00")
    away(cast.land_deputy, "2026-06-11 08:00", "2026-06-12 18:00")
    html = page(signed_in(getattr(cast, who)), "/")
    assert ("desk-away" in html) is sees
    if sees:
        text = section(html, "away")
        assert "副县长（教育卫生） 孙慧敏" in text and "6月12日 18:00返回" in text
        assert "李长河" not in text, "he leaves tomorrow"


def test_nobody_away_is_said_and_who_is_on_duty(cast: Cast) -> None:
    assert "今天没有人外出" in section(page(signed_in(cast.clerk), "/"), "away")
    turns = duty.Turns([cast.executive.pk], [cast.vice_director.pk])
    roster = duty.make(cast.office, TODAY.replace(day=1), turns, by=cast.clerk)
    assert "今天值班" not in section(page(signed_in(cast.clerk), "/"), "away"), "a draft is no duty"
    duty.publish(roster, by=cast.clerk)
    assert "今天值班：带班 钱卫东，值班员 吴敏" in section(page(signed_in(cast.clerk), "/"), "away")


def test_of_many_away_the_first_are_named(cast: Cast) -> None:
    for official in cast.everybody()[4:15]:
        away(official, "2026-06-10 08:00", "2026-06-12 18:00")
    text = section(page(signed_in(cast.head), "/"), "away")
    assert text.count("返回") == 8 and "另有 3 人" in text


def test_unread_notices_stand_on_the_desk(cast: Cast) -> None:
    tell([cast.clerk], event="e1", subject="请起草批复", article=33, at=NOW)
    html = page(signed_in(cast.clerk), "/")
    assert "请起草批复 第三十三条" in section(html, "notices")
    assert '<span id="unread" class="count">1<' in html


def test_the_badge_counts_what_the_queue_lists(cast: Cast) -> None:
    waiting(cast, cast.director, 42)
    html = page(signed_in(cast.director), "/")
    assert '<span id="waiting" class="count">42<' in html and '<span id="waiting-tab" class="count">42<' in html
    assert '<span id="waiting" class="count" hidden>' in page(signed_in(cast.clerk), "/")


def test_what_the_custodian_may_not_read_is_named_but_leads_nowhere(cast: Cast) -> None:
    """A document that its organ has not sent yet can be held in the office's keeping."""
    step = signing(cast, TITLE)
    Step.objects.filter(pk=step.pk).update(
        state="held", assignee=None, custodian=cast.director, missing="县教育局局长外出"
    )
    html = page(signed_in(cast.director), "/").split('id="desk-held"')[1].split("</section>")[0]
    assert f"<b>{TITLE}</b>" in html and "/matters/" not in html
    assert '<a href="/office/held/">去补齐依据</a>' in html
