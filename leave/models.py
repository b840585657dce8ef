"""All models of the leave floor, gathered from its rooms for Django's registry."""

from leave.duty.models import DutyEntry, DutyRoster, DutyShift, FollowUp, Handover, Swap, Whereabouts
from leave.requests.models import Gift, LeaveFiling, LeaveRequest

__all__ = [
    "DutyEntry", "DutyRoster", "DutyShift", "FollowUp", "Gift", "Handover", "LeaveFiling", "LeaveRequest", "Swap",
    "Whereabouts",
]  # fmt: skip
