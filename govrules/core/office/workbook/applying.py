"""Carrying a plan out, by the office's own acts: each thing after what it needs."""

from __future__ import annotations

from govrules.core.office import actions as office
from govrules.core.office.enrolling import enrol, open_accounts
from govrules.core.office.guards import locked
from govrules.core.office.models import ABPair, Government, Official, Organ, Seat
from govrules.core.office.workbook.plan import ADD, END, Entry, Plan, Span
from govrules.core.office.workbook.present import Present
from govrules.core.office.workbook.sheets import APPOINTMENTS, OFFICIALS, ORGANS, PAIRS, PORTFOLIOS, SEATS, Sheet


def lock(government: Government) -> None:
    """Government, seats, organs, in this order and before any act, which takes the chain's head last of all."""
    locked(Government.objects.all()).get(pk=government.pk)
    for model in (Seat, Organ):
        list(locked(model.objects.filter(government=government)).order_by("pk").values_list("pk"))


def carry_out(plan: Plan, present: Present, by: Official | None) -> None:
    """All of it, within the caller's transaction: base data, log-ins, what ends, what begins."""
    government = present.government
    organs = dict(present.organs) | enrol(Organ, government, _rows(plan, ORGANS))
    rows = {
        key: values | {"organ": organs[values["organ"]] if values["organ"] else None}
        for key, values in _rows(plan, SEATS).items()
    }
    seats = dict(present.seats) | enrol(Seat, government, rows)
    officials = dict(present.officials) | _enrol_officials(plan, government, dict(present.officials))
    _end(plan, by)
    _begin(plan, organs, seats, officials, by)


def _rows(plan: Plan, sheet: Sheet) -> dict[str, dict]:
    return {entry.key: _values(entry) for entry in plan.entered(sheet)}


def _values(entry: Entry) -> dict:
    return {name: value for name, value in entry.now.items() if name not in ("key", "login")}


def _enrol_officials(plan: Plan, government: Government, known: dict[str, Official]) -> dict[str, Official]:
    """The officials, and a log-in without a password for whoever is given a name for one."""
    entries = plan.entered(OFFICIALS)
    written = known | enrol(Official, government, _rows(plan, OFFICIALS))
    open_accounts({e.now["login"]: written[e.key] for e in entries if "login" in e.changed and e.now["login"]})
    return written


def _end(plan: Plan, by: Official | None) -> None:
    leaving, uncovered = _ending(plan, APPOINTMENTS), _ending(plan, PORTFOLIOS)
    if leaving:
        office.end_appointments(leaving, by=by)
    if uncovered:
        office.end_covers(uncovered, by=by)
    for row, until in _ending(plan, PAIRS):
        office.end_pair(row, until, by=by)


def _ending(plan: Plan, sheet: Sheet) -> list[tuple]:
    return [(span.kept, span.until) for span in plan.spans_to(END, sheet)]


def _begin(
    plan: Plan, organs: dict[str, Organ], seats: dict[str, Seat], officials: dict[str, Official], by: Official | None
) -> None:
    new = [office.Filling(seats[s.one], officials[s.other], s.since, s.until) for s in _new(plan, APPOINTMENTS)]
    if new:
        office.appoint_all(new, by=by)
    covers = [office.Covering(organs[s.one], seats[s.other], s.since, s.until) for s in _new(plan, PORTFOLIOS)]
    if covers:
        office.cover_all(covers, by=by)
    for span in _new(plan, PAIRS):
        row: ABPair = office.pair(seats[span.one], seats[span.other], span.since, by=by)
        if span.until:
            office.end_pair(row, span.until, by=by)


def _new(plan: Plan, sheet: Sheet) -> list[Span]:
    """In the order of their days, as one follows the other in a seat."""
    return sorted(plan.spans_to(ADD, sheet), key=lambda span: (span.since, span.row))
