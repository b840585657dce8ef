"""Reasons for departing from a principle in a meeting: whoever signs its minutes has them before him, and accepts."""

from govrules.core import clock
from govrules.core.matters.models import Waiver, WaiverState
from meetings.items.models import AgendaItem
from meetings.minutes.models import Minutes
from tests.core.cast import in_county
from tests.meetings.minutes.clerks import here, issued, opened, sent, through
from tests.meetings.stage import Stage
from tests.portal.office import page, signed_in
from tests.proves import proves

YANGCHENG = "yangcheng-2021"
REASON = "防汛应急，其他领导在一线"


def departed(stage: Stage, minutes: Minutes) -> tuple[Waiver, Waiver]:
    """One reason was given for the meeting (quorum), one for an item (its sponsor was away)."""
    item = AgendaItem.objects.filter(meeting=minutes.meeting).first()
    given = {"article": 52, "reason": REASON, "given_by": stage.cast.clerk, "given_at": clock.now()}
    of_meeting = Waiver.objects.create(matter=minutes.meeting.matter, rule="quorum", finding="到会人数不足", **given)
    of_item = Waiver.objects.create(matter=item.matter, rule="head_office_sponsor", finding="分管领导没有到会", **given)
    return of_meeting, of_item


def states(*waivers: Waiver) -> set[tuple[str, str | None]]:
    found = Waiver.objects.filter(pk__in=[w.pk for w in waivers])
    return {(w.state, w.settled_by.name if w.settled_by else None) for w in found.select_related("settled_by")}


@proves("YC-52-7")
@in_county(YANGCHENG)
def test_the_last_signature_accepts_them(stage: Stage) -> None:
    minutes = opened(stage, "head_office")
    waivers = departed(stage, minutes)
    sent(minutes, stage.cast.clerk)
    assert states(*waivers) == {(WaiverState.GIVEN, None)}
    through(minutes)
    assert states(*waivers) == {(WaiverState.ACCEPTED, stage.cast.head.name)}


@in_county(YANGCHENG)
def test_whoever_signs_sees_them(stage: Stage) -> None:
    minutes = opened(stage, "head_office")
    departed(stage, minutes)
    sent(minutes, stage.cast.clerk)
    queue = page(signed_in(stage.cast.director), f"/queue/{here(minutes).pk}/")
    assert "到会人数不足" in queue and "分管领导没有到会" in queue and REASON in queue
    assert REASON in page(signed_in(stage.cast.clerk), f"/meetings/minutes/{minutes.pk}/")


@in_county(YANGCHENG)
def test_who_only_receives_the_minutes_does_not(stage: Stage) -> None:
    minutes = issued(stage, "head_office")
    departed(stage, minutes)
    received = page(signed_in(stage.cast.education_head), f"/meetings/minutes/{minutes.pk}/")
    assert minutes.matter.title in received and REASON not in received
