"""The office's acts on people and rules, gathered: the only code that writes what standing in rests on."""

from govrules.core.office.absences import (
    Trip,
    cancel_absence,
    enter_absence,
    extend_absence,
    return_early,
)
from govrules.core.office.appointing import appoint, cover, end_appointment, end_pair, pair
from govrules.core.office.entrusting import Delegating, ask_for, entrust, revoke
from govrules.core.office.settling import adopt, end_setting, set_setting

__all__ = [
    "Delegating", "Trip", "adopt", "appoint", "ask_for", "cancel_absence", "cover", "end_appointment",
    "end_pair", "end_setting", "enter_absence", "entrust", "extend_absence", "pair", "return_early", "revoke",
    "set_setting",
]  # fmt: skip
