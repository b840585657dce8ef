"""Gifts from abroad (外事礼品): received, and handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from govrules.core import clock
from govrules.core.clock import date_of
from govrules.core.errors import BadInput
from govrules.core.office.guards import note, require_staff, require_text, require_together
from govrules.core.office.models import Government, Official
from leave.requests.models import Gift, LeaveKind, LeaveRequest


@dataclass(frozen=True)
class Received:
    """What is entered of a gift."""

    official: Official
    gift: str
    received_on: date
    giver: str = ""
    handed_to: str = ""
    handed_on: date | None = None


@transaction.atomic
def register(government: Government, by: Official, said: Received) -> Gift:
    """The office puts a gift on record, with the journey on which it was received where there was one."""
    at = clock.now()
    require_staff(by, government, at)
    require_together(government, said.official)
    if said.received_on > date_of(at) or (said.handed_on and not said.received_on <= said.handed_on <= date_of(at)):
        raise BadInput("日期不能晚于今天，移交不能早于接收", field="received_on")
    row = Gift.objects.create(
        government=government, official=said.official, request=journey(said), giver=said.giver.strip(),
        gift=require_text(said.gift, "礼品名称和数量", "gift", 100), received_on=said.received_on,
        handed_to=said.handed_to.strip(), handed_on=said.handed_on, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    note(government, "gift", f"登记{said.official.name}接收的外事礼品：{row.gift}", at, by, gift=row.pk)
    return row


@transaction.atomic
def hand_in(gift: Gift, by: Official, handed_to: str, handed_on: date) -> None:
    """It was handed in, to be kept where all of them are."""
    at = clock.now()
    require_staff(by, gift.government, at)
    if not gift.received_on <= handed_on <= date_of(at):
        raise BadInput("移交日期不能早于接收、不能晚于今天", field="handed_on")
    gift.handed_to, gift.handed_on = require_text(handed_to, "移交何处", "handed_to", 60), handed_on
    gift.save(update_fields=["handed_to", "handed_on"])
    text = f"登记外事礼品移交{gift.handed_to}：{gift.gift}"
    note(gift.government, "gift_handed_in", text, at, by, gift=gift.pk)


def journey(said: Received) -> LeaveRequest | None:
    """His journey abroad that lies on the day, or the last one before it."""
    gone = LeaveRequest.objects.filter(official=said.official, kind=LeaveKind.ABROAD)
    return gone.filter(starts_at__date__lte=said.received_on).order_by("-starts_at").first()
