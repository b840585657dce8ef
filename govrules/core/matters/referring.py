"""Work that goes up: a lower floor offers it, a higher floor takes it by opening a matter of its own (see DESIGN)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from govrules.core.clock import date_of
from govrules.core.errors import WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter, Referral
from govrules.core.notices.actions import tell
from govrules.core.office.models import Government
from govrules.core.office.queries import office_of, staff_of

# What a referral is to become, as the office's page says it.
KINDS = {"agenda_item": "提请列入会议议程"}


def offer(
    matter: Matter, to_kind: str, title: str, at: datetime, *, text: str = "", article: int | None = None
) -> Referral:
    """Offer work to a higher floor, once; the matter is locked. The office is told, and sees it until it is taken."""
    row, made = Referral.objects.get_or_create(
        matter=matter, to_kind=to_kind,
        defaults={
            "government": matter.government, "title": title[:200], "text": text, "article": article, "offered_at": at,
        },
    )  # fmt: skip
    if made:
        record(matter, Line("refer", at, f"{KINDS[to_kind]}：{row.title}", article=article, data={"referral": row.pk}))
        tell(
            staff_of(office_of(matter.government), date_of(at)), event=f"referral:{row.pk}", matter=matter, at=at,
            subject=f"{KINDS[to_kind]}：{row.title}"[:200], article=article,
        )  # fmt: skip
    return row


def take(referral: Referral, by_matter: Matter, at: datetime) -> None:
    """A matter of the higher floor takes it up: of two at once, one does. The referring matter is locked."""
    mine = Referral.objects.filter(pk=referral.pk, taken_by=None, government=by_matter.government_id)
    if not mine.update(taken_by=by_matter, taken_at=at):
        raise WrongState(f"“{referral.title}”已有事项承接")
    text = f"由“{by_matter.title}”承接：{referral.title}"
    record(referral.matter, Line("referral_taken", at, text, article=referral.article, data={"referral": referral.pk}))


def waiting(government: Government, to_kind: str = "") -> QuerySet[Referral]:
    """What nobody has taken up yet, the oldest first; of one kind where given."""
    rows = Referral.objects.filter(government=government, taken_by=None).select_related("matter__organ")
    return rows.filter(to_kind=to_kind) if to_kind else rows
