"""Telling people: rows in the transaction of the act (`tell`); sending is a step of its own (`delivery`).

One event is told to one official over one channel once, by a unique row. A notice in the portal needs no sending.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.notices.groups import Choice, choices
from govrules.core.notices.models import Channel, Notice, NoticeState
from govrules.core.office.models import Official


@dataclass(frozen=True)
class News:
    """What is told: the event by which it is told only once, and the words."""

    event: str
    subject: str
    body: str = ""
    article: int | None = None


Told = tuple[Official, News, int | None]  # who, of what, on which matter


@dataclass(frozen=True)
class Telling:
    """Whom to tell of what, and on which matter."""

    recipients: Iterable[Official]
    news: News
    matter: Matter | None = None

    @property
    def matter_id(self) -> int | None:
        return self.matter.pk if self.matter else None

    def people(self) -> Iterable[Official]:
        """Who of them is still in office, each once; nobody outside the matter's government."""
        people = {official.pk: official for official in self.recipients if official.is_active}
        if self.matter is not None and any(o.government_id != self.matter.government_id for o in people.values()):
            raise ValueError(f"a notice on matter {self.matter.pk} would leave its government")
        return people.values()


def tell(
    recipients: Iterable[Official],
    *,
    event: str,
    subject: str,
    body: str = "",
    matter: Matter | None = None,
    article: int | None = None,
    at: datetime,
) -> None:
    """Tell officials of an event, once: in the portal now, by e-mail and in the group when delivery gets to it."""
    tell_all([Telling(recipients, News(event, subject, body, article), matter)], at)


def tell_all(tellings: Iterable[Telling], at: datetime) -> None:
    """Tell of many events, each to its own; as many queries as for one."""
    told = [(official, each.news, each.matter_id) for each in tellings for official in each.people()]
    Notice.objects.bulk_create([Notice(**row) for row in written(told, at)], ignore_conflicts=True)


def written(told: Collection[Told], at: datetime) -> list[dict[str, Any]]:
    """The columns of the rows by which officials are told: in the portal, by e-mail if he has one, in the group."""
    groups, now = choices({official.government_id for official, _, _ in told}, at), clock.wall()
    unsent = {"state": NoticeState.PENDING.value, "next_at": now, "sent_at": None}
    rows = []
    for official, news, matter_id in told:
        portal = {
            "government_id": official.government_id, "recipient_id": official.pk, "matter_id": matter_id,
            "event": news.event, "channel": Channel.PORTAL.value, "subject": " ".join(news.subject.split())[:200],
            "body": news.body, "article": news.article, "created_at": at, "state": NoticeState.SENT.value,
            "next_at": None, "attempts": 0, "last_error": "", "sent_at": at, "read_at": None,
            "message_id": None,
        }  # fmt: skip
        also = _beside_portal(official, news, groups.get(official.government_id))
        rows += [portal, *(portal | {"channel": channel} | unsent for channel in also)]
    return rows


def _beside_portal(official: Official, news: News, group: Choice | None) -> tuple[str, ...]:
    """Over what else: mail and robots, unless he does not want them; `group`: what his government's robots tell."""
    mail = (Channel.EMAIL.value,) if official.email and official.by_email else ()
    return mail + (group.channels_for(official, news.event) if group else ())


def choose(official: Official, *, by_email: bool, by_robot: bool) -> None:
    """How he wants to be told beside the portal, from now on; what waits already is still sent."""
    official.by_email, official.by_robot = by_email, by_robot
    official.save(update_fields=["by_email", "by_robot"])


def mark_read(official: Official, at: datetime, notices: Iterable[int] | None = None) -> int:
    """An official has read these of his notices (None: all of them); returns how many were new to him."""
    unread = Notice.objects.filter(recipient=official, channel=Channel.PORTAL, read_at=None)
    return (unread if notices is None else unread.filter(pk__in=list(notices))).update(read_at=at)


def send_again(notices: QuerySet[Notice]) -> int:
    """Put notices that failed for good back into the queue, once what was wrong is mended."""
    failed = notices.filter(state=NoticeState.FAILED)
    return failed.update(state=NoticeState.PENDING, attempts=0, next_at=clock.wall())
