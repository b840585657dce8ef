"""A desk for the tests of the ledgers: entries made and filled in by the real acts, on a clock that stands.

It is Monday, 1 June 2026, 09:00. `desk.enter("letters_register", channel="来信", organ=…)` types columns by their keys:
"2026-05-06" is a day, "2026-05-06 09:20" a moment, a name such as "education" or "head" one of the cast.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.dispatch.models import Dispatch
from govrules.core import clock
from govrules.core.files.actions import Checked, checked
from govrules.core.journal.models import JournalEntry
from govrules.core.matters import actions as matters
from govrules.core.matters.models import Matter
from govrules.core.notices.models import Channel, Notice
from govrules.core.office.models import Official
from govrules.core.registers import actions, queries
from govrules.core.registers.models import LedgerEntry
from govrules.rulebook.ledgers import Register, RegisterField
from meetings.items.states import State as ItemState
from meetings.session.models import Decision, DecisionKind
from tests.core.calendars import office as hour
from tests.core.cast import Cast
from tests.meetings.stage import Stage

YEAR = queries.year_span(2026)


@dataclass
class Desk:
    """The cast, the clock, and what was typed into each entry."""

    cast: Cast
    clock: clock.StoppedClock
    typed: dict[int, dict[str, Any]] = field(default_factory=dict)

    # --- acts ---

    def enter(self, key: str, by: str = "clerk", about: Matter | None = None, **values: Any) -> LedgerEntry:
        said, files = self.said(key, values)
        entry = actions.enter(self.who(by), key, actions.Said(said, files, about))
        self.typed[entry.pk] = said
        return entry

    def fill(self, entry: LedgerEntry, by: str = "clerk", why: str = "", **values: Any) -> LedgerEntry:
        """The form as it stood, with this changed."""
        typed, files = self.said(entry.register, values)
        said = self.typed.get(entry.pk, {}) | typed
        actions.amend(entry.pk, self.who(by), actions.Said(said, files), why, self.again(entry).matter.version)
        self.typed[entry.pk] = said
        return self.again(entry)

    def said(self, key: str, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[Checked]]]:
        """What was typed, and the files with their columns; `files` are those that the ledger wants attached."""
        columns = {column.key: column for column in self.register(key).fields}
        files = {k: [paper(v)] for k, v in values.items() if k in columns and columns[k].type == "file"}
        attached = values.pop("files", None)
        typed = {k: self.value(columns[k], v) for k, v in values.items() if k not in files}
        return typed, files | ({"": [paper(attached)]} if attached else {})

    def value(self, column: RegisterField, typed: Any) -> Any:
        """As a form would give it to the act."""
        if isinstance(typed, list):
            return [self.value(column, one) for one in typed]
        readers = {
            "date": date.fromisoformat, "moment": hour, "number": Decimal, "official": self.who, "organ": self.who,
        }  # fmt: skip
        empty = typed in ("", None)
        return typed if empty or column.type not in readers else readers[column.type](typed)

    # --- reading ---

    def who(self, name: Any) -> Any:
        return getattr(self.cast, name) if isinstance(name, str) else name

    def register(self, key: str) -> Register:
        return actions.register_of(self.cast.government, key, clock.now())

    def again(self, entry: LedgerEntry) -> LedgerEntry:
        return LedgerEntry.objects.select_related("matter__organ", "matter__opened_by").get(pk=entry.pk)

    def row(self, entry: LedgerEntry) -> queries.Row:
        return queries.rows(self.register(entry.register), [self.again(entry)], clock.now())[0]

    def state(self, entry: LedgerEntry) -> str:
        return self.row(entry).state

    def waits(self, entry: LedgerEntry) -> list[str]:
        return self.row(entry).waits

    def cells(self, entry: LedgerEntry) -> dict[str, str]:
        """What stands in its columns, by their names; the empty ones are left out."""
        return {column.name: text for column, text in self.row(entry).cells if text}

    def entries(self, key: str, who: str = "clerk") -> list[LedgerEntry]:
        return list(queries.entries(self.who(who), self.register(key)))

    def tally(self, key: str, column: str, who: str = "clerk", span: queries.Span = YEAR) -> dict[str, queries.Counted]:
        found = queries.entries(self.who(who), self.register(key))
        tallies = queries.tallies(self.register(key), found, span, self.cast.government)
        return {line.name: line for one in tallies if one.column.key == column for line in one.lines}

    def counts(self, key: str, column: str, **how: Any) -> dict[str, int]:
        return {name: line.count for name, line in self.tally(key, column, **how).items()}

    def missing(self, key: str, who: str = "clerk") -> list[str]:
        found = queries.missing(self.who(who), self.register(key))
        assert found is not None
        return [matter.title for matter in found]

    def lacks(self, key: str, matter: Matter) -> list[str]:
        return queries.lacks(self.register(key), [matter])[matter.pk]

    def lines(self, entry: LedgerEntry) -> list[str]:
        return list(JournalEntry.objects.filter(matter=entry.pk).order_by("seq").values_list("text", flat=True))

    def told(self, who: str) -> list[str]:
        notices = Notice.objects.filter(recipient=self.who(who), channel=Channel.PORTAL).order_by("pk")
        return list(notices.values_list("subject", flat=True))

    def on(self, day: str) -> None:
        self.clock.move_to(hour(f"{day} 09:00"))

    # --- what entries are about ---

    def decided(self, title: str = "关于新建城东小学的议题", day: str = "2026-05-20") -> Matter:
        """A major item that a meeting decided."""
        stage, starts = Stage(self.cast), hour(f"{day} 09:00")
        meeting = stage.meeting("meeting_ended", items=0, starts_at=starts)
        item = stage.listed(meeting, 1, title=title, declared={"major": True}, state=ItemState.DECIDED)
        Decision.objects.create(
            item=item, kind=DecisionKind.ADOPTED, text="同意。", organ=item.matter.organ, recorded_by=self.cast.clerk,
            recorded_at=starts, decided_at=starts, version=1,
        )  # fmt: skip
        matters.join_organ(item.matter, self.cast.office, "office", starts)
        return item.matter

    def issued(self, title: str = "高龄津贴发放办法", day: str = "2026-05-06", **values: Any) -> Matter:
        """A normative document that the education bureau drafted and the government issued for everyone to read."""
        opening = matters.Opening(
            self.cast.government, "dispatch", title, self.cast.education, self.cast.education_clerk, "issued"
        )
        matter = matters.open_matter(opening, clock.now())
        matters.join_organ(matter, self.cast.office, "office", clock.now())
        sound = {"in_name_of": "county", "dispatch_kind": "normative", "disclosure": "public"}
        Dispatch.objects.create(matter=matter, issued_on=date.fromisoformat(day), **(sound | values))
        return matter


def paper(text: str) -> Checked:
    """An upload that passed its checks."""
    return checked(SimpleUploadedFile("正式文本.txt", text.encode()))


def names(found: list[Official]) -> list[str]:
    return [official.name for official in found]
