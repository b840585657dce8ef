"""What stands around every page: whose it is, what waits for him, the day, the demo bar. Asked only when shown."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from govrules.core import clock
from govrules.core.errors import Refused
from govrules.core.matters import queries as matters
from govrules.core.notices import queries as notices
from govrules.core.office.models import Government, Official, OrganKind, Seat
from govrules.core.office.queries import adoption_on, book_of, seats_of
from govrules.portal.today import Today, today
from govrules.rulebook import Rulebook

SECTIONS = {
    "portal:desk": "desk", "portal:queue": "queue", "portal:item": "queue", "portal:decide": "queue",
    "portal:rules": "rules", "portal:article": "rules", "portal:rules_text": "rules",
    "portal:calendar": "calendar", "portal:notices": "notices",
    "portal:calendar_year": "calendar", "portal:waiting": "calendar", "portal:calendar_load": "calendar",
    "portal:notice_choice": "notices", "portal:more": "more",
}  # fmt: skip


class Frame:
    """The frame of one page; every property costs at most one or two queries, and none when it is not shown."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.demo: bool = settings.DEMO

    @cached_property
    def at(self) -> datetime:
        return clock.now()

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)

    @cached_property
    def official(self) -> Official | None:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated or user.official_id is None:
            return None
        user.official = Official.objects.select_related("government").get(pk=user.official_id)
        return user.official

    @property
    def government(self) -> Government | None:
        return self.official.government if self.official else None

    @cached_property
    def seats(self) -> list[Seat]:
        return seats_of(self.official, self.day) if self.official else []

    @property
    def title(self) -> str:
        return self.seats[0].title if self.seats else ""

    @property
    def in_office(self) -> bool:
        return any(seat.organ and seat.organ.kind == OrganKind.OFFICE for seat in self.seats)

    @property
    def leads(self) -> bool:
        """Whether he is one of the government's leaders, whose seats belong to no organ."""
        return any(seat.organ_id is None for seat in self.seats)

    @property
    def drafts(self) -> bool:
        """Whether he serves in an organ, which sends documents; the leaders do not."""
        return any(seat.organ_id for seat in self.seats)

    @cached_property
    def waiting(self) -> int:
        return matters.queue(self.official).count() if self.official else 0

    @cached_property
    def unread(self) -> int:
        return notices.unread(self.official) if self.official else 0

    @cached_property
    def today(self) -> Today | None:
        """None where it cannot be told yet (no calendar, no rules in force): the page that says so still shows."""
        try:
            why = self.in_office or self.leads
            return today(self.government, self.at, why=why) if self.government else None
        except Refused:
            return None

    @cached_property
    def book(self) -> Rulebook | None:
        """The rules in force today; None where there are none yet."""
        try:
            return book_of(adoption_on(self.government, self.day)) if self.government else None
        except Refused:
            return None

    @property
    def keeps_seals(self) -> bool:
        """Whether the rules in force say something of seals."""
        return self._says("seals")

    @property
    def coordinates(self) -> bool:
        """Whether they have departments' disagreements coordinated, by a leader or by the heads' note."""
        return self._says("disagreement_coordination") or self._says("disagreement_note")

    @property
    def tells_party(self) -> bool:
        """Whether they have matters put to the party committee."""
        return self._says("to_party_committee")

    def _says(self, feature: str) -> bool:
        found = self.book.feature(feature) if self.book else None
        return found is not None and not found.silent

    @property
    def here(self) -> str:
        """Which entry of the navigation this page belongs to."""
        match = getattr(self.request, "resolver_match", None)
        if match is None:
            return ""
        return SECTIONS.get(match.view_name, match.namespace if match.namespace != "portal" else "")


def of(request: HttpRequest) -> Frame:
    """The request's one frame, so that a view and its page ask nothing twice."""
    if not hasattr(request, "frame"):
        request.frame = Frame(request)  # type: ignore[attr-defined]
    return request.frame  # type: ignore[attr-defined]


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"frame": of(request)}
