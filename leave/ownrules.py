"""What an office may fix itself on this floor (本办规定), gathered from its rooms."""

from leave.duty.rules import OWN_KEYS

__all__ = ["OWN_KEYS"]
