"""Operators: Django groups of those who keep the system; posts never are groups."""

from __future__ import annotations

from govrules.core.errors import NotYours, Why
from govrules.core.office.models import Account

SYSTEM, AUDIT = "系统管理员", "审计员"


def keeps_system(account: Account) -> bool:
    """Whether this log-in is a system operator's; auditors only look."""
    if not (account.is_active and account.is_staff):
        return False
    return account.is_superuser or account.groups.filter(name=SYSTEM).exists()


def require_operator(account: Account | None) -> None:
    """None is the operator at the command line."""
    if account is not None and not keeps_system(account):
        raise NotYours(Why("只有系统管理员可以办理", remedy="请联系系统管理员。"))
