"""Who acts, county by county, on the steps of real matters: `scenarios/acting.toml`, through the office's acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from documents import actions as steps
from govrules.core.errors import NotYours, Refused
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import LIVE, Step
from govrules.core.office import actions as office_acts
from tests.documents.counties.tables import cases
from tests.documents.papers import DAY, HOUR, Papers, sweep_at

WORDS = {"step", "away", "vacant", "entrust", "arrange", "refused", "unpaired", "acts", "ground", "held"}
SEATS = {
    "host": "education_head", "finance": "finance_head", "office": "director", "leader": "schools_deputy",
    "executive": "executive", "head": "head", "signs": "head",
}  # fmt: skip
MAIN = {"sign": "sign", "countersign": "agree", "review": "review", "approve": "approve", "opine": "agree"}


def brought(papers: Papers, name: str) -> Step:
    """The step of a case, live before its own seat."""
    seat = papers.cast.seats[SEATS[name]]
    of = START[name](papers)
    while True:
        step = Step.objects.filter(matter=of.pk, state__in=LIVE).select_related("seat", "assignee")[0]
        if step.seat == seat:
            return step
        steps.decide(step.pk, step.assignee, MAIN[step.act], "同意。", {"seats": [seat.pk], "major": name == "head"})


def request(papers: Papers) -> Any:
    made = papers.draft()
    papers.submit(made)
    return made


def asking(papers: Papers) -> Any:
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    return made


def money(papers: Papers) -> Any:
    made = papers.draft("finance", title=papers.cast.local("县财政局关于调整预算的请示"))
    papers.submit(made)
    return made


def personnel(papers: Papers) -> Any:
    made = papers.dispatch(dispatch_kind="personnel", business_of=papers.cast.education)
    papers.on_record(made)
    steps.dispatch.send(made.pk, papers.cast.clerk)
    return made


START = dict.fromkeys(("host", "office", "leader", "head"), request) | {
    "finance": asking, "executive": money, "signs": personnel,
}  # fmt: skip


def recorded(papers: Papers, case: dict[str, Any], now: Any) -> None:
    """The office records who is delegated, or is told under which article it cannot be."""
    for kind, table in (("entrustment", case.get("entrust")), ("arrangement", case.get("arrange"))):
        for seat, to_seat in (table or {}).items():
            said = office_acts.Delegating(kind, now, now + 7 * DAY, "签批件")
            pair = papers.cast.seats[seat], papers.cast.seats[to_seat]
            if "refused" not in case:
                office_acts.entrust(*pair, said, by=papers.cast.clerk)
                continue
            with pytest.raises(Refused, match=case["refused"]) as refused:
                office_acts.entrust(*pair, said, by=papers.cast.clerk)
            assert refused.value.reasons[0].article == case["article"]


def gone(papers: Papers, case: dict[str, Any], now: Any) -> None:
    """People leave, and seats fall vacant."""
    for who in case.get("away", ()):
        trip = office_acts.Trip(now, now + 7 * DAY, "市里开会")
        office_acts.enter_absence(getattr(papers.cast, who), trip, by=papers.cast.clerk)
    for seat in case.get("vacant", ()):
        [held] = papers.cast.seats[seat].appointments.all()
        office_acts.end_appointment(held, now.date(), by=papers.cast.clerk)


@cases("acting.toml", WORDS)
def test_who_acts(papers: Papers, monday, case):
    if "unpaired" in case:
        papers.unpaired(case["unpaired"])
    step = brought(papers, case["step"])
    monday.forward(HOUR)
    recorded(papers, case, monday.moment)
    gone(papers, case, monday.moment)
    sweep_at(monday.moment + timedelta(minutes=1), monday)
    step.refresh_from_db()
    if "held" in case:
        is_held(papers, step, case)
    else:
        is_done(papers, step, case)


def refused_to(papers: Papers, step: Step, but: str = "") -> None:
    """Everybody else who might think so is refused."""
    everybody = {*SEATS.values(), "land_deputy", "vice_director", "education_deputy", "finance_deputy"}
    for who in everybody - {but}:
        with pytest.raises(NotYours):
            steps.decide(step.pk, getattr(papers.cast, who), MAIN[step.act], "同意。")


def is_held(papers: Papers, step: Step, case: dict[str, Any]) -> None:
    """Nobody decides; the custodian knows what is missing and under which article."""
    assert (step.state, step.assignee, step.ground_article) == ("held", None, case["article"])
    assert case["held"] in step.missing
    keeper = "vice_director" if "director" in case.get("away", ()) else "director"
    assert step.custodian == getattr(papers.cast, keeper)
    refused_to(papers, step)


def is_done(papers: Papers, step: Step, case: dict[str, Any]) -> None:
    """He decides, and it is on record in whose place, on what ground and under which article."""
    who, ground = getattr(papers.cast, case["acts"]), case.get("ground", "holder")
    stands_in = ground != "holder"
    assert (step.state, step.assignee, step.ground) == ("pending", who, ground)
    assert step.ground_article == (case["article"] if stands_in else None)
    refused_to(papers, step, but=case["acts"])
    steps.decide(step.pk, who, MAIN[step.act], "同意。", {"seats": []})
    line = JournalEntry.objects.filter(matter=step.matter_id, actor=who, data__step=step.pk).last()
    assert line is not None
    assert (line.ground, line.in_place_of) == (ground, step.seat if stands_in else None)
