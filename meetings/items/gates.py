"""The gates of proposing an item, judged for one or for a whole agenda at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from govrules.core import judging
from govrules.core.judging import Judged, Words
from govrules.core.matters.models import Waiver, WaiverState
from govrules.core.office.models import Official
from govrules.core.office.queries import book_of
from govrules.rulebook import Gate, vocabulary
from govrules.rulebook.facts import Facts
from meetings.items.facts import Known, facts_of, known, unconsulted
from meetings.items.models import AgendaItem

PROPOSE, DECIDE = "propose_item", "decide_item"
ONLY_DISCUSSED = "该会议只能讨论，不能议定"


def judge(item: AgendaItem) -> list[Judged]:
    """Every gate of proposing that applies to this item, passed or not."""
    return judge_all([item])[item.pk]


NOTHING_MORE: Mapping[int, Facts] = {}


def judge_all(
    items: Sequence[AgendaItem], act: str = PROPOSE, more: Mapping[int, Facts] = NOTHING_MORE,
    concerns: Callable[[Gate], bool] = lambda _: True,
) -> dict[int, list[Judged]]:  # fmt: skip
    """The gates of an act for each of these items (their matters with the adoption): a constant number of queries.

    `more` are further facts by item; of the gates only those that `concerns` lets through are judged.
    """
    on_record, reasons = known(items), reasons_of(items)
    found = {}
    for item in items:
        facts = {**facts_of(item, on_record), **more.get(item.pk, {})}
        gates = [g for g in book_of(item.matter.adoption).gates_for(act, facts) if concerns(g)]
        found[item.pk] = judging.judged(gates, facts, words(item, on_record), reasons.get(item.pk, {}))
    return found


def reasons_of(items: Iterable[AgendaItem]) -> dict[int, dict[tuple[str, str], Waiver]]:
    """The reasons given for departing from principles that nobody has sent back, by item."""
    given = Waiver.objects.filter(matter__in=[i.pk for i in items]).exclude(state=WaiverState.RETURNED)
    found: dict[int, dict[tuple[str, str], Waiver]] = {}
    for waiver in given:
        found.setdefault(waiver.matter_id, {})[waiver.rule, waiver.finding] = waiver
    return found


def words(item: AgendaItem, on_record: Known) -> Words:
    return Words(passed=name, more=lambda gate: about(gate, item, on_record))


def name(gate: Gate) -> str:
    return vocabulary.CHECKS[gate.check].name


def about(gate: Gate, item: AgendaItem, on_record: Known) -> str:
    """The organs that a finding is about, by name."""
    if gate.check != "consulted":
        return ""
    return "：" + "、".join(organ.short_name for organ in unconsulted(item, on_record))


def must_go_elsewhere(item: AgendaItem) -> list[Judged]:
    """The gates of deciding that fail for this body: there it may be discussed, and is decided elsewhere."""
    return [j for j in judge_all([item], DECIDE)[item.pk] if not j.passed]


def require(item: AgendaItem, by: Official, reasons: Mapping[str, str], at: datetime) -> None:
    """Let the item be proposed, or refuse with every reason."""
    judging.require(item.matter, judge(item), by, reasons, at)
