"""All models of the leave floor, gathered from its rooms for Django's registry."""

from leave.requests.models import Gift, LeaveFiling, LeaveRequest

__all__ = ["Gift", "LeaveFiling", "LeaveRequest"]
