"""During a shift: the log, what was reported and to whom, how it was dealt with, and handing over to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why, WrongState
from govrules.core.notices.actions import tell
from govrules.core.office.guards import note, require_text
from govrules.core.office.models import Appointment, Government, Official, Organ, OrganKind
from govrules.core.office.queries import current, in_office, seats_with_post
from govrules.core.office.roster import CUSTODIANS
from govrules.core.wording import day, moment
from leave.duty.guards import on_shift, require_begun, require_on_duty
from leave.duty.models import DutyEntry, DutyShift, EntryKind, FollowUp, Handover
from leave.duty.rules import of_leaders, rules_of

LONGEST = 2000


@dataclass(frozen=True)
class Said:
    """What is written into the log. Nothing said of when a major event was reported: it is by this very entry."""

    kind: EntryKind
    known_at: datetime
    text: str
    person: str = ""
    reported_to: str = ""
    reported_at: datetime | None = None
    why_late: str = ""


def write(shift: DutyShift, said: Said, *, by: Official) -> DutyEntry:
    """A line in the log of the shift that one keeps.

    A major event goes to the government's duty room with the entry itself (立即报告县政府值班室); what lies between
    knowing and reporting is shown, and where it is more than at once a reason is asked for.
    """
    at = clock.now()
    with on_shift(shift.pk) as shift:
        require_begun(shift, at)
        require_on_duty(shift, by)
        _require_still_his(shift)
        entry = _entry(shift, said, by, at)
        entry.save()
        if entry.kind == EntryKind.MAJOR:
            _report(entry, at)
    return entry


def _require_still_his(shift: DutyShift) -> None:
    taken = Handover.objects.filter(shift=shift, taken_at__isnull=False).select_related("taken_by").first()
    if taken:
        raise WrongState(f"这一班已由{taken.taken_by}接班，请在下一班的记录里写")


def _entry(shift: DutyShift, said: Said, by: Official, at: datetime) -> DutyEntry:
    text = require_text(said.text, "内容", "text", LONGEST)
    if not shift.starts_at <= said.known_at <= at:
        raise BadInput(f"应在{moment(shift.starts_at)}接班之后、现在之前", field="known_at")
    if said.kind == EntryKind.VISIT:
        require_text(said.person, "来访人", "person", 60)
    to, when = _report_of(shift, said, at)
    entry = DutyEntry(
        shift=shift, kind=said.kind, known_at=said.known_at, text=text, person=said.person.strip()[:60], by=by,
        reported_to=to, reported_at=when, why_late=said.why_late.strip()[:200], entered_at=at,
    )  # fmt: skip
    _require_at_once(entry)
    return entry


def _report_of(shift: DutyShift, said: Said, at: datetime) -> tuple[str, datetime | None]:
    """To whom and when; both or neither. A major event is always reported, with its entry at the latest."""
    to, when = said.reported_to.strip()[:100], said.reported_at
    if said.kind == EntryKind.MAJOR:
        to, when = to or room_name(shift.roster.organ), when or at
    if bool(to) != bool(when):
        raise BadInput("向谁报告和报告时间要一并填写", field="reported_at" if to else "reported_to")
    if when and not said.known_at <= when <= at:
        raise BadInput("应在发生或获知之后、现在之前", field="reported_at")
    return to, when


def _require_at_once(entry: DutyEntry) -> None:
    """A major event that was not reported at once wants a reason, where the rules demand it (不得延误)."""
    rules, organ = rules_of(entry.shift.roster.organ.government, entry.shift.day), entry.shift.roster.organ
    in_time = entry.late <= timedelta(minutes=rules.at_once(entry.shift.day))
    if entry.kind != EntryKind.MAJOR or in_time or entry.why_late or not rules.demands(organ):
        return
    message = f"突发重大事件应立即报告，从获知到报告过了{entry.late_words}"
    raise BrokenRule(Why(message, rules.article, "请填写未立即报告的原因"))


def room_name(organ: Organ) -> str:
    """Whom a major event is reported to: the government's duty room; from there the leader in charge."""
    return "带班领导" if of_leaders(organ) else f"{organ.government.short_name}值班室"


def _report(entry: DutyEntry, at: datetime) -> None:
    """Those on duty in the room have it at once; it stands in the journal with its moment."""
    organ = entry.shift.roster.organ
    rules = rules_of(organ.government, entry.shift.day)
    people = [p for p in room(organ.government, at) if p != entry.by]
    tell(
        people, event=f"duty-major:{entry.pk}", subject=f"突发重大事件：{organ.short_name}{moment(entry.known_at)}",
        body=f"{entry.text}（{entry.by.name}记录）", article=rules.article_for(organ), at=at,
    )  # fmt: skip
    text = f"报告{organ.short_name}突发重大事件，{moment(entry.reported_at)}报{entry.reported_to}"
    note(organ.government, "duty_major", text, at, entry.by, rules.article_for(organ), entry=entry.pk)


def room(government: Government, at: datetime) -> list[Official]:
    """Who is on duty for the government now; without a roster, the office's director and his deputies."""
    now = room_now(government, at)
    people = [official for official in (now.leader, now.officer) if official] if now else []
    if people:
        return people
    seats = [seat for post in CUSTODIANS for seat in seats_with_post(government, post)]
    rows = Appointment.objects.filter(current(date_of(at)), seat__in=seats).select_related("official")
    return [row.official for row in rows]


def on_duty(organ: Organ, at: datetime) -> DutyShift | None:
    """The shift of an organ that is being kept, of a published roster."""
    return _now(at).filter(roster__organ=organ).first()


def room_now(government: Government, at: datetime) -> DutyShift | None:
    """The shift that is being kept for the government itself: one query."""
    return _now(at).filter(roster__organ__government=government, roster__organ__kind=OrganKind.OFFICE).first()


def _now(at: datetime) -> QuerySet[DutyShift]:
    rows = DutyShift.objects.filter(roster__published_at__isnull=False, starts_at__lte=at, ends_at__gt=at)
    return rows.select_related("leader", "officer")


def receive(entry: DutyEntry, *, by: Official) -> DutyEntry:
    """The government's duty room has it: the proof of when."""
    at = clock.now()
    with on_shift(entry.shift_id) as shift:
        entry = _locked_entry(entry.pk, shift)
        organ = shift.roster.organ
        if entry.kind != EntryKind.MAJOR or of_leaders(organ):
            raise WrongState("这一条不需要值班室签收")
        if by.government_id != organ.government_id or not (_in_room(by, organ.government, at)):
            raise NotYours(Why("由政府值班室签收", remedy="请联系政府办公室"))
        if entry.received_at:
            raise WrongState(f"已由{entry.received_by}于{moment(entry.received_at)}签收")
        entry.received_by, entry.received_at = by, at
        entry.save(update_fields=["received_by", "received_at"])
        text = f"值班室签收{organ.short_name}报告的突发重大事件"
        note(organ.government, "duty_received", text, at, by, rules_of(organ.government, shift.day).article_for(organ))
        tell([entry.by], event=f"duty-received:{entry.pk}", subject=f"{by.name}已签收您报告的突发重大事件", at=at)
    return entry


def _in_room(by: Official, government: Government, at: datetime) -> bool:
    return in_office(by, date_of(at)) or by in room(government, at)


def _locked_entry(pk: int, shift: DutyShift) -> DutyEntry:
    entry = DutyEntry.objects.select_related("by", "received_by").get(pk=pk)
    entry.shift = shift
    return entry


def follow_up(entry: DutyEntry, text: str, *, by: Official, settles: bool = False) -> FollowUp:
    """One more thing done about an entry, by those of its shift or of the one being kept now."""
    at = clock.now()
    with on_shift(entry.shift_id) as shift:
        entry = _locked_entry(entry.pk, shift)
        now = on_duty(shift.roster.organ, at)
        if by.pk not in {pk for one in (shift, now) if one for pk in (one.leader_id, one.officer_id)}:
            raise NotYours(Why("由这一班或者正在值班的人员填写处置情况"))
        if entry.settled_at:
            raise WrongState(f"这件事已于{moment(entry.settled_at)}办结")
        row = FollowUp.objects.create(entry=entry, at=at, text=require_text(text, "处置情况", "text", 500), by=by)
        if settles:
            entry.settled_at = at
            entry.save(update_fields=["settled_at"])
    return row


# --- Handing over ---------------------------------------------------------------------------------------


def hand_over(shift: DutyShift, text: str, *, by: Official) -> Handover:
    """What is open goes to the next shift, which is told."""
    at = clock.now()
    with on_shift(shift.pk) as shift:
        require_begun(shift, at)
        require_on_duty(shift, by)
        given = Handover.objects.filter(shift=shift).select_related("given_by").first()
        if given:
            raise WrongState(f"{given.given_by.name}已于{moment(given.given_at)}交班")
        text = require_text(text, "移交事项", "text", LONGEST)
        row = Handover.objects.create(shift=shift, text=text, given_by=by, given_at=at)
        following = next_shift(shift)
        people = [official for official in (following.leader, following.officer) if official] if following else []
        subject = f"请接班：{shift.roster.organ.short_name}{day(shift.day)}值班"
        tell(people, event=f"duty-handover:{shift.pk}", subject=subject, body=text, at=at)
    return row


def take_over(shift: DutyShift, *, by: Official) -> Handover:
    """One of the next shift confirms; `shift` is the one that ends."""
    at = clock.now()
    with on_shift(shift.pk) as shift:
        following = next_shift(shift)
        if following is None or by.pk not in (following.leader_id, following.officer_id):
            raise NotYours(Why("由下一班的值班人员接班"))
        row = Handover.objects.filter(shift=shift).select_related("taken_by", "given_by").first()
        if row is None:
            raise WrongState("上一班还没有交班")
        if row.taken_at:
            raise WrongState(f"{row.taken_by}已于{moment(row.taken_at)}接班")
        row.taken_by, row.taken_at = by, at
        row.save(update_fields=["taken_by", "taken_at"])
        government = shift.roster.organ.government
        text = f"接{shift.roster.organ.short_name}{day(shift.day)}的班，{row.given_by.name}移交"
        note(government, "duty_taken_over", text, at, by, shift=shift.pk)
    return row


def next_shift(shift: DutyShift) -> DutyShift | None:
    """The shift that follows in the organ's published rosters, perhaps of the next month."""
    return _published(shift).filter(starts_at__gte=shift.ends_at).order_by("starts_at").first()


def previous_shift(shift: DutyShift) -> DutyShift | None:
    """The shift that one takes over from."""
    return _published(shift).filter(ends_at__lte=shift.starts_at).order_by("-ends_at").first()


def _published(shift: DutyShift) -> QuerySet[DutyShift]:
    rows = DutyShift.objects.filter(roster__organ=shift.roster.organ_id, roster__published_at__isnull=False)
    return rows.select_related("leader", "officer")
