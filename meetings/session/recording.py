"""The official acts of the record: what was decided on an item, who said what. Nobody overwrites a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from documents.submission.secrecy import require_open
from documents.submission.typed import cleaned
from govrules.core import acts, clock, judging
from govrules.core.errors import BadInput, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.judging import Judged
from govrules.core.office.models import Official, Organ
from meetings.attendance.models import Attendee
from meetings.attendance.quorum import count
from meetings.items.models import Secrecy
from meetings.items.states import MOVES, State
from meetings.session import gates
from meetings.session.actions import POSTPONES, Sitting, anew, sitting
from meetings.session.demanding import of_supervision
from meetings.session.models import DECIDES, Decision, DecisionKind, Speech, SpeechKind

LONGEST = 5000
TEXT_NEEDED = frozenset({*DECIDES, DecisionKind.FURTHER})


class Overtaken(WrongState):
    """Somebody else saved in the meantime; `row` is what stands there now."""

    def __init__(self, row: Decision | Speech) -> None:
        super().__init__("别的会务人员在此期间保存过这一段；两份文字都在，请对照合并后再保存")
        self.row = row


@dataclass(frozen=True)
class Typed:
    """What the secretary has typed of a decision."""

    kind: str = ""
    text: str = ""
    organ: Organ | None = None
    helpers: tuple[Organ, ...] = ()
    due_on: date | None = None
    needs_document: bool = False
    secrecy: str = Secrecy.OPEN
    demand: str = ""
    no_task: str = ""


def keep(item_id: int, by: Official, typed: Typed, seen: int) -> Decision:
    """Keep what was typed, without deciding anything; `seen` is the version that it was typed over."""
    at = clock.now()
    with sitting(item_id, by, at) as now:
        if now.item_matter.state == State.DECIDED:
            raise WrongState("这项议题已经议定；改正后请按“改正结论”，记入办理记录")
        return write(now, by, typed, seen, at)


def write(now: Sitting, by: Official, typed: Typed, seen: int, at: datetime) -> Decision:
    """The row as typed, one version on; refused with what is there if somebody saved since."""
    decision = anew(now)
    if decision.version != seen:
        raise Overtaken(decision)
    require_local(now, typed)
    if now.item_matter.state == State.LISTED:
        decision.kind = ""
    decision.text, decision.organ, decision.due_on = checked_text(typed.text), typed.organ, typed.due_on
    decision.needs_document = typed.needs_document
    decision.demand, decision.no_task = checked_text(typed.demand), typed.no_task.strip()[:200]
    decision.version, decision.recorded_by, decision.recorded_at = decision.version + 1, by, at
    decision.save()
    decision.helpers.set(organ for organ in typed.helpers if organ != typed.organ)
    if now.item.secrecy != typed.secrecy:
        now.item.secrecy = typed.secrecy
        now.item.save(update_fields=["secrecy"])
    return decision


def require_local(now: Sitting, typed: Typed) -> None:
    """Only organs of this government; nothing that is a state secret."""
    organs = [organ for organ in (typed.organ, *typed.helpers) if organ]
    if any(organ.government_id != now.matter.government_id for organ in organs):
        raise BadInput("请选择本政府的单位", field="organ")
    if typed.secrecy not in Secrecy.values:
        raise BadInput("请选择公开属性", field="secrecy")
    require_open("", "", typed.text)


def checked_text(text: str) -> str:
    words = str(cleaned(text))
    if len(words) > LONGEST:
        raise BadInput(f"议定内容有{len(words)}字，最多{LONGEST}字", field="text")
    return words


def decide(item_id: int, by: Official, typed: Typed, seen: int, reasons: Mapping[str, str] | None = None) -> Decision:
    """Record the meeting's decision on an item.

    1 what was typed; 2 it is whole; 3 the gates of deciding; 4 the move; 5 the decision, flagged where too few were
    there.
    """
    at = clock.now()
    with sitting(item_id, by, at) as now:
        decision = write(now, by, typed, seen, at)
        require_whole(typed, at)
        relist(now, at)
        if typed.kind not in POSTPONES:
            judged = [*before(now, decision), *of_supervision(now.item_matter, decision, typed.kind)]
            judging.require(now.item_matter, judged, by, reasons or {}, at)
        was, state = carried(now, typed.kind, at)
        decision.kind, decision.decided_at = typed.kind, at
        decision.without_quorum = not count(now.meeting).met
        decision.save(update_fields=["kind", "decided_at", "without_quorum"])
        flag = "（到会人数不足）" if decision.without_quorum else ""
        text = f"{decision.get_kind_display()}{flag}：{decision.text}"
        record(now.item_matter, Line("decide_item", at, text, actor=by, was=was, now=state))
        return decision


def before(now: Sitting, decision: Decision) -> list[Judged]:
    """The gates of deciding; of an item that was never taken up those of discussing it too, as nothing is decided
    undiscussed."""
    judged = gates.of_item(gates.DECIDE, now.item, now.meeting)
    if decision.began_at or now.item_matter.state == State.DECIDED:
        return judged
    return [*gates.of_item(gates.DISCUSS, now.item, now.meeting), *judged]


def require_whole(typed: Typed, at: datetime) -> None:
    """A conclusion, its words where it needs some, and no limit that is over already."""
    if typed.kind not in DecisionKind.values:
        raise BadInput("请选择结论", field="kind")
    if typed.kind in TEXT_NEEDED and not typed.text.strip():
        raise BadInput("请写明议定内容", field="text")
    if typed.due_on and typed.due_on < clock.date_of(at):
        raise BadInput("完成时限不能早于今天", field="due_on")


def relist(now: Sitting, at: datetime) -> None:
    """An item that was postponed earlier in this meeting is taken up again."""
    if now.item_matter.state == State.APPROVED and not now.item.off_reason:
        acts.move(now.item_matter, "list", MOVES, at)


def carried(now: Sitting, kind: str, at: datetime) -> tuple[str, str]:
    """The item's move: decided, or back to those that wait; what was decided before in this meeting may be put
    right until it ends."""
    if now.item_matter.state == State.DECIDED:
        if kind in POSTPONES:
            raise WrongState("这项议题已经议定，不能再改为缓议；可以改正结论和文字")
        return State.DECIDED, State.DECIDED
    return acts.move(now.item_matter, "postpone" if kind in POSTPONES else "decide", MOVES, at)


# --- Who said what ---------------------------------------------------------------------------------


def add_speech(item_id: int, by: Official, attendee: Attendee, kind: str = SpeechKind.SPEECH) -> Speech:
    """Somebody begins to report or to speak: whoever spoke before has ended."""
    at = clock.now()
    with sitting(item_id, by, at) as now:
        if attendee.meeting_id != now.meeting.pk:
            raise BadInput("他不在这次会议的参会人员之中")
        if kind not in SpeechKind.values:
            raise BadInput("请选择汇报或者发言", field="kind")
        Speech.objects.filter(item=now.item, began_at__isnull=False, ended_at=None).update(ended_at=at)
        last = now.item.speeches.aggregate(last=Max("position"))["last"] or 0
        return Speech.objects.create(
            item=now.item, attendee=attendee, position=last + 1, kind=kind, began_at=at, recorded_by=by
        )


def end_speech(speech_id: int, by: Official) -> None:
    """He has ended; pressed twice it is once."""
    at = clock.now()
    with sitting(item_of(speech_id), by, at):
        Speech.objects.filter(pk=speech_id, ended_at=None).update(ended_at=at)


def keep_speech(speech_id: int, by: Official, text: str, seen: int) -> Speech:
    """Keep the gist of what he said; `seen` as in `keep`."""
    with sitting(item_of(speech_id), by, clock.now()):
        speech = Speech.objects.select_related("attendee", "recorded_by").get(pk=speech_id)
        if speech.version != seen:
            raise Overtaken(speech)
        require_open("", "", text)
        speech.text, speech.version, speech.recorded_by = checked_text(text), speech.version + 1, by
        speech.save(update_fields=["text", "version", "recorded_by"])
        return speech


def move_speech(speech_id: int, by: Official, up: bool) -> None:
    """One place up or down in the record."""
    with sitting(item_of(speech_id), by, clock.now()):
        speech = Speech.objects.select_related("attendee").get(pk=speech_id)
        others = Speech.objects.filter(item=speech.item_id, attendee__meeting=speech.attendee.meeting_id)
        other = (
            others.filter(position__lt=speech.position).last() if up
            else others.filter(position__gt=speech.position).first()
        )  # fmt: skip
        if other:
            here, there = speech.position, other.position
            free = (Speech.objects.filter(item=speech.item_id).aggregate(last=Max("position"))["last"] or 0) + 1
            for row, place in ((speech, free), (other, here), (speech, there)):
                Speech.objects.filter(pk=row.pk).update(position=place)


def drop_speech(speech_id: int, by: Official) -> None:
    """Taken down by mistake: it goes; what was said in it stands in the item's journal."""
    at = clock.now()
    with sitting(item_of(speech_id), by, at) as now:
        speech = Speech.objects.select_related("attendee").get(pk=speech_id)
        text = f"删去{speech.attendee.name}的发言记录：{speech.text}"
        record(now.item_matter, Line("drop_speech", at, text, actor=by))
        speech.delete()


def item_of(speech_id: int) -> int:
    return Speech.objects.values_list("item", flat=True).get(pk=speech_id)
