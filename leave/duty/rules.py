"""What the rules and the office itself say of duty: who must keep it, how long, led by whom, when it is handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from govrules.core.clock import OFFICE_ZONE
from govrules.core.errors import BadInput
from govrules.core.office.models import Government, OfficeSetting, Organ, OrganKind
from govrules.core.office.ownkeys import OwnKey
from govrules.core.office.queries import adoption_on, book_of
from govrules.rulebook.features import DutyFeature, DutyParams

FEATURE = "duty_roster"
KEY = "duty"  # of the office's own rule
STARTS, HOURS = "08:00", 24  # where neither the rules nor the office say otherwise; the pages say so
LONGEST_AT_ONCE = 24 * 60


@dataclass(frozen=True)
class DutyRules:
    """The rules of a government as they hold for a month; the office's own rule may change within it."""

    feature: DutyFeature | None
    own: Sequence[OfficeSetting]

    @property
    def params(self) -> DutyParams | None:
        return self.feature.params if self.feature else None

    @property
    def article(self) -> int | None:
        return self.feature.article if self.feature else None

    def demands(self, organ: Organ) -> bool:
        """Whether the rules have this organ keep duty."""
        return self.params is not None and organ.kind in self.params.organs

    def article_for(self, organ: Organ) -> int | None:
        return self.article if self.demands(organ) else None

    def hours(self, organ: Organ) -> int:
        return self.params.hours if self.params and self.demands(organ) else HOURS

    def may_lead(self, organ: Organ, post: str) -> bool:
        """Whether a post may be in charge of a shift; where the rules say nothing, any but a clerk's."""
        if self.params and self.demands(organ):
            return post in self.params.leaders
        return not post.endswith("_clerk")

    def is_main_head(self, organ: Organ, post: str) -> bool:
        """Whether a post's holder must take his turn in leading (主要负责同志实行带班)."""
        return self.params is not None and self.demands(organ) and post in self.params.main_heads

    def setting(self, day: date) -> OfficeSetting | None:
        """The office's own rule that holds on a day."""
        return next((s for s in self.own if s.since <= day and (s.until is None or day < s.until)), None)

    def starts(self, day: date) -> datetime:
        """When the shift of a day begins, in the office's time."""
        own = self.setting(day)
        at = time.fromisoformat(own.value["starts"] if own else STARTS)
        return datetime.combine(day, at, OFFICE_ZONE)

    def at_once(self, day: date) -> int:
        """How many minutes still count as at once: none, unless the office has fixed it."""
        own = self.setting(day)
        return int(own.value.get("at_once") or 0) if own else 0


def rules_of(government: Government, on: date) -> DutyRules:
    """The rules of a day, with all that the office fixed: two queries."""
    feature = book_of(adoption_on(government, on)).feature(FEATURE)
    own = OfficeSetting.objects.filter(government=government, key=KEY).order_by("-since")
    return DutyRules(feature if isinstance(feature, DutyFeature) else None, list(own))


def of_leaders(organ: Organ) -> bool:
    """Whether the government's leaders lead its duty: that of the government's own office."""
    return organ.kind == OrganKind.OFFICE


# --- What the office fixes itself -----------------------------------------------------------------------


def checked(value: Mapping[str, Any]) -> dict[str, Any]:
    """`starts` as HH:MM, `at_once` in minutes or None."""
    try:
        starts = time.fromisoformat(str(value.get("starts", "")))
    except ValueError:
        raise BadInput("请填写交接班时间，如08:00", field="starts") from None
    at_once = value.get("at_once")
    if at_once is not None and (type(at_once) is not int or not 1 <= at_once <= LONGEST_AT_ONCE):
        raise BadInput(f"应为1至{LONGEST_AT_ONCE}分钟，不规定的不填", field="at_once")
    return {"starts": f"{starts:%H:%M}", "at_once": at_once}


def words(value: Mapping[str, Any]) -> str:
    at_once = value.get("at_once")
    return f"每日{value['starts']}交接班" + (f"，{at_once}分钟内报告的视为立即报告" if at_once else "")


OWN_KEYS = {KEY: OwnKey("值班交接班时间", checked, words)}
