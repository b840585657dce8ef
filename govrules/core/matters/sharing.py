"""Explicit grants: letting somebody see a matter in which he takes no part, and taking that back."""

from __future__ import annotations

from govrules.core import acts, clock
from govrules.core.errors import BadInput, NotYours
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter, MatterUserObjectPermission
from govrules.core.notices.actions import tell
from govrules.core.office.models import Account, Official
from govrules.core.office.queries import in_office, organs_of

VIEW = "view_matter"


def share(matter_id: int, by: Official, with_whom: Official) -> None:
    """Let an official of the same government see a matter; its own organ's staff and the office may."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        account = shareable(matter, by, with_whom)
        MatterUserObjectPermission.objects.assign_perm(VIEW, account, obj=matter)
        record(matter, Line("share", at, f"请{with_whom.name}查看", actor=by, data={"official": with_whom.pk}))
        tell([with_whom], event=f"share:{matter.pk}", subject=f"请您查看：{matter.title}"[:200], matter=matter, at=at)


def unshare(matter_id: int, by: Official, with_whom: Official) -> None:
    """Take a grant back; what he did or saw stays on record."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        account = shareable(matter, by, with_whom)
        MatterUserObjectPermission.objects.remove_perm(VIEW, account, obj=matter)
        record(matter, Line("unshare", at, f"不再请{with_whom.name}查看", actor=by, data={"official": with_whom.pk}))


def may_share(matter: Matter, official: Official) -> bool:
    """Those who serve in the matter's organ, or in the government's office."""
    today = clock.today()
    return matter.organ_id in organs_of(official, today) or in_office(official, today)


def shareable(matter: Matter, by: Official, with_whom: Official) -> Account:
    """The account to grant to, if `by` may grant and the other belongs to this government."""
    if not may_share(matter, by):
        raise NotYours("只有主办单位和政府办公室的工作人员可以请他人查看")
    account = Account.objects.filter(official=with_whom, is_active=True).first()
    if with_whom.government_id != matter.government_id or account is None:
        raise BadInput("请选择本政府的工作人员", field="official")
    return account
