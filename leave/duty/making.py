"""Making a month's roster, filling it by turns, publishing it, changing a place by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, BrokenRule, Why, WrongState
from govrules.core.notices.actions import tell
from govrules.core.office.guards import note, require_sane_day
from govrules.core.office.models import Official, Organ
from govrules.core.wording import day, moment
from leave.duty.guards import on_organ, on_roster, on_shift, require_fit, require_keeper
from leave.duty.holes import holes, span_of
from leave.duty.models import DutyRoster, DutyShift, PlaceChange, Role, Swap, SwapState
from leave.duty.planning import Span, days_of, rotate, spans, takes_part, uncovered
from leave.duty.rules import HOURS, DutyRules, rules_of
from leave.duty.staff import Staff, staff_of, trip_in, trips_of

LONGEST_WHY = 200


@dataclass(frozen=True)
class Turns:
    """Who takes turns, in this order, by key."""

    leaders: Sequence[int]
    officers: Sequence[int]


def make(organ: Organ, month: date, turns: Turns, *, by: Official) -> DutyRoster:
    """Lay out a month and fill it by turns; a draft is laid out anew, what is published is left alone.

    1. the organ is locked; 2. its own staff; 3. the days that are not over, each with its shift; 4. turns go on
    where the last roster ended, past those who are away; 5. one line in the journal.
    """
    at, month = clock.now(), month.replace(day=1)
    with on_organ(organ.pk) as organ:
        require_keeper(by, organ, at)
        days = _days(month, at)
        rules = rules_of(organ.government, days[0])
        staff = staff_of(organ, rules, days[0], days[-1])
        _require_serving(staff, turns, days)
        roster = _draft(organ, month, by, at)
        shifts = _filled(roster, spans(days, rules.starts, rules.hours(organ)), turns)
        roster.shifts.all().delete()
        DutyShift.objects.bulk_create(shifts)
        note(organ.government, "duty_made", f"编排{roster}，共{len(shifts)}班", at, by, roster=roster.pk)
    return roster


def _days(month: date, at: datetime) -> list[date]:
    require_sane_day(month, at, "month")
    days = [one for one in days_of(month) if one >= date_of(at)]
    if not days:
        raise BadInput(f"{month.year}年{month.month}月已经过去", field="month")
    return days


def _require_serving(staff: Staff, turns: Turns, days: Sequence[date]) -> None:
    for role, field, people in ((Role.LEADER, "leaders", turns.leaders), (Role.OFFICER, "officers", turns.officers)):
        known = {pk for one in (days[0], days[-1]) for pk in staff.serving(role, one)}
        if not people:
            raise BadInput(f"请选择{role.label}", field=field)
        if not set(people) <= known:
            raise BadInput(f"所选人员中有不能担任{staff.organ.short_name}{role.label}的", field=field)


def _draft(organ: Organ, month: date, by: Official, at: datetime) -> DutyRoster:
    roster, new = DutyRoster.objects.get_or_create(organ=organ, month=month, defaults={"made_by": by, "made_at": at})
    roster.organ = organ
    if roster.published_at:
        raise WrongState(f"{roster}已经公布，请逐班改派")
    if not new:
        roster.made_by, roster.made_at = by, at
        roster.save(update_fields=["made_by", "made_at"])
    return roster


def _filled(roster: DutyRoster, days: dict[date, Span], turns: Turns) -> list[DutyShift]:
    """The leaders' turns first; an officer never has the place beside himself."""
    wanted = list(days.values())
    trips = trips_of([*turns.leaders, *turns.officers], Span(wanted[0].start, wanted[-1].end))

    def away(person: int, span: Span) -> bool:
        return trip_in(trips, person, span) is not None

    last = _last_before(roster.organ, wanted[0].start)
    leaders = rotate(wanted, turns.leaders, away, after=last.leader_id if last else None)
    officers = rotate(wanted, turns.officers, away, after=last.officer_id if last else None, taken=leaders)
    return [
        DutyShift(roster=roster, day=one, starts_at=span.start, ends_at=span.end, leader_id=leader, officer_id=officer)
        for (one, span), leader, officer in zip(days.items(), leaders, officers, strict=True)
    ]


def _last_before(organ: Organ, start: datetime) -> DutyShift | None:
    """The shift of a published roster from which one takes over."""
    kept = DutyShift.objects.filter(roster__organ=organ, roster__published_at__isnull=False, starts_at__lt=start)
    return kept.order_by("-starts_at").first()


# --- Publishing -----------------------------------------------------------------------------------------


def publish(roster: DutyRoster, *, by: Official, why_no_main_head: str = "") -> DutyRoster:
    """It holds from now on, and everybody on it is told once.

    Where the rules demand duty it is refused with an hour that nobody keeps or a place that nobody fills (24小时
    值班、带班); where the main head takes no turn although he could, a reason is asked for and kept.
    """
    at, why = clock.now(), why_no_main_head.strip()[:200]
    with on_roster(roster.pk) as roster:
        require_keeper(by, roster.organ, at)
        if roster.published_at:
            raise WrongState(f"{roster}已由{roster.published_by}公布，不需要再公布")
        shifts = _shifts_of(roster)
        idle = without_main_head(roster, shifts)
        reasons = objections(roster, shifts, at) + ([_idle(roster, shifts)] if idle and not why else [])
        if reasons:
            raise BrokenRule(*reasons)
        roster.published_by, roster.published_at, roster.why_no_main_head = by, at, why if idle else ""
        roster.save(update_fields=["published_by", "published_at", "why_no_main_head"])
        for official, his in _by_person(shifts):
            _tell_published(roster, official, his, at)
        article = rules_of(roster.organ.government, date_of(at)).article_for(roster.organ)
        text = f"公布{roster}" + (f"；主要负责同志本月未带班：{why}" if roster.why_no_main_head else "")
        note(roster.organ.government, "duty_published", text, at, by, article, roster=roster.pk)
    return roster


def _shifts_of(roster: DutyRoster) -> list[DutyShift]:
    shifts = list(roster.shifts.select_related("leader", "officer"))
    for shift in shifts:
        shift.roster = roster
    return shifts


def objections(roster: DutyRoster, shifts: Sequence[DutyShift], at: datetime) -> list[Why]:
    """What stands against publishing: hours uncovered and empty places where duty is demanded, anybody away always."""
    rules = _rules(roster)
    article = rules.article_for(roster.organ)
    remedy = "请重新编排，或者逐班补齐"
    if not shifts:
        return [Why("值班表还没有班次", article, remedy)]
    found = [hole for hole in holes(shifts) if hole.cause != "nobody" or rules.demands(roster.organ)]
    reasons = [Why(str(hole), article, "请改派他人") for hole in found]
    if rules.demands(roster.organ):
        reasons += [Why(_gap(span), article, remedy) for span in _uncovered(roster, rules, shifts, at)]
    return reasons


def _uncovered(roster: DutyRoster, rules: DutyRules, shifts: Sequence[DutyShift], at: datetime) -> list[Span]:
    """From now on, the whole month, without a break after the month before if that was kept to its end."""
    days = [one for one in days_of(roster.month) if one >= date_of(at)]
    wanted = [span for span in spans(days, rules.starts, rules.hours(roster.organ)).values() if span.end > at]
    kept = [span_of(shift) for shift in shifts]
    last = _last_before(roster.organ, shifts[0].starts_at)
    if last and (roster.month - last.day).days == 1:
        kept.append(span_of(last))
        if last.ends_at < wanted[0].start and rules.hours(roster.organ) >= HOURS:
            wanted.insert(0, Span(last.ends_at, wanted[0].start))
    return uncovered(wanted, kept)


def _gap(span: Span) -> str:
    hours = (span.end - span.start).total_seconds() / 3600
    return f"{moment(span.start)}至{moment(span.end)}无人值班，缺{hours:g}小时"


def without_main_head(roster: DutyRoster, shifts: Sequence[DutyShift]) -> bool:
    """Whether the main head could take a turn in leading and has none; never where the rules do not ask for it."""
    heads = _able_heads(roster, shifts)
    return bool(heads) and not takes_part(heads, (shift.leader_id for shift in shifts))


def _able_heads(roster: DutyRoster, shifts: Sequence[DutyShift]) -> set[int]:
    if not shifts:
        return set()
    staff = staff_of(roster.organ, _rules(roster), shifts[0].day, shifts[-1].day)
    heads = {pk for shift in (shifts[0], shifts[-1]) for pk in staff.main_heads(shift.day)}
    trips = trips_of(heads, Span(shifts[0].starts_at, shifts[-1].ends_at))
    return {pk for pk in heads if any(trip_in(trips, pk, span_of(shift)) is None for shift in shifts)}


def _idle(roster: DutyRoster, shifts: Sequence[DutyShift]) -> Why:
    article = _rules(roster).article_for(roster.organ)
    return Why("主要负责同志本月没有带班", article, "请安排主要负责同志带班；确实不能安排的，说明原因")


def _rules(roster: DutyRoster) -> DutyRules:
    return rules_of(roster.organ.government, roster.month)


def _by_person(shifts: Sequence[DutyShift]) -> list[tuple[Official, list[tuple[Role, date]]]]:
    his: dict[Official, list[tuple[Role, date]]] = {}
    for shift in shifts:
        for role in (Role.LEADER, Role.OFFICER):
            official = getattr(shift, role)
            if official:
                his.setdefault(official, []).append((role, shift.day))
    return list(his.items())


def _tell_published(roster: DutyRoster, official: Official, his: list[tuple[Role, date]], at: datetime) -> None:
    """With his own days: 带班：6月3日、9日。值班：6月5日。"""
    days = [(word, [d for r, d in his if r == role]) for role, word in ((Role.LEADER, "带班"), (Role.OFFICER, "值班"))]
    said = "".join(
        f"{word}：{roster.month.month}月{'、'.join(f'{d.day}日' for d in some)}。" for word, some in days if some
    )
    body = f"{said}不能到岗的，请提前与同事商定换班。"
    tell([official], event=f"duty-published:{roster.pk}", subject=f"{roster}已公布", body=body, at=at)


# --- One place by hand ----------------------------------------------------------------------------------


def assign(
    shift: DutyShift, role: Role, official: Official | None, *, by: Official, seen: int | None, why: str = ""
) -> DutyShift:
    """Put somebody in a place of a shift that is not over, or empty it in a draft; `seen`: who stood on the page."""
    at, why = clock.now(), why.strip()[:LONGEST_WHY]
    with on_shift(shift.pk) as shift:
        require_keeper(by, shift.roster.organ, at)
        before: Official | None = getattr(shift, role)
        _require_changeable(shift, role, before, seen, at)
        if official == before:
            return shift
        if official is None:
            _require_may_be_empty(shift)
        else:
            require_fit(shift, role, official, "official")
        setattr(shift, role, official)
        shift.save(update_fields=[role.value])
        Swap.objects.filter(shift=shift, role=role, state=SwapState.ASKED).update(
            state=SwapState.WITHDRAWN, answered_at=at
        )
        _tell_changed(shift, role, before, at)
        if shift.roster.published_at:
            PlaceChange.objects.create(shift=shift, role=role, was=before, now=official, why=why, by=by, at=at)
        names = [one.name if one else "无人" for one in (before, official)]
        text = f"将{shift.roster.organ.short_name}{day(shift.day)}{role.label}由{names[0]}改为{names[1]}"
        text += f"：{why}" if why else ""
        note(shift.roster.organ.government, "duty_assigned", text, at, by, shift=shift.pk)
    return shift


def _require_changeable(shift: DutyShift, role: Role, before: Official | None, seen: int | None, at: datetime) -> None:
    if shift.ends_at <= at:
        raise WrongState(f"{day(shift.day)}这一班已经结束")
    if seen != (before.pk if before else None):
        raise WrongState(f"{role.label}已由他人改为{before.name if before else '空缺'}，请核对后再改")


def _require_may_be_empty(shift: DutyShift) -> None:
    rules = _rules(shift.roster)
    if shift.roster.published_at and rules.demands(shift.roster.organ):
        article = rules.article_for(shift.roster.organ)
        raise BrokenRule(Why("已公布的班次不能空着", article, "请同时改派他人"))


def _tell_changed(shift: DutyShift, role: Role, before: Official | None, at: datetime) -> None:
    """Of a published roster: whom it concerns, both."""
    if shift.roster.published_at is None:
        return
    now: Official | None = getattr(shift, role)
    people = [official for official in (before, now) if official]
    names = f"改由{now.name}" if now else "暂缺人员"
    tell(
        people, event=f"duty-assigned:{shift.pk}:{role}:{at.isoformat()}", at=at,
        subject=f"{shift.roster.organ.short_name}{day(shift.day)}{role.label}{names}担任",
    )  # fmt: skip
