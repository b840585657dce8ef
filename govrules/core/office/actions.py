"""The office's acts on people and rules, gathered: the only code that writes what standing in rests on."""

from govrules.core.office.absences import (
    Trip,
    cancel_absence,
    enter_absence,
    extend_absence,
    return_early,
    shorten_absence,
)
from govrules.core.office.appointing import (
    Covering,
    Filling,
    appoint,
    appoint_all,
    cover,
    cover_all,
    end_appointment,
    end_appointments,
    end_covers,
    end_pair,
    pair,
)
from govrules.core.office.entrusting import Delegating, ask_for, entrust, revoke
from govrules.core.office.settling import adopt, end_setting, set_setting

__all__ = [
    "Covering", "Delegating", "Filling", "Trip", "adopt", "appoint", "appoint_all", "ask_for", "cancel_absence",
    "cover", "cover_all", "end_appointment", "end_appointments", "end_covers", "end_pair", "end_setting",
    "enter_absence", "entrust", "extend_absence", "pair", "return_early", "revoke", "set_setting",
    "shorten_absence",
]  # fmt: skip
