"""What drafting a submission and drafting a dispatch have in common: who may, the title, the versions of the text."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from django.utils import timezone

from documents.submission.models import TextVersion
from documents.submission.typed import cleaned, one_line
from govrules.core import acts
from govrules.core.acts import Moves
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official, Organ
from govrules.core.office.queries import organs_of

DOUBLE_CLICK = timedelta(seconds=10)
LONGEST_TITLE = 120


class Typed(Protocol):
    """What is drafted: a submission or a dispatch."""

    @property
    def title(self) -> str: ...

    @property
    def body(self) -> str: ...


def require_serving(by: Official, organ: Organ, at: datetime) -> None:
    """Only those who serve in the organ act for it."""
    if organ.pk not in organs_of(by, timezone.localdate(at)):
        raise NotYours(f"只有{organ.short_name}的工作人员可以办理这一步")


def checked_title(title: str) -> str:
    """The title on one line; it must be there and fit."""
    text = one_line(title)
    if not text or len(text) > LONGEST_TITLE:
        said = f"标题有{len(text)}字，最多{LONGEST_TITLE}字" if text else "请填写标题"
        raise BadInput(said, field="title")
    return text


def begin_revision(matter: Matter, by: Official, typed: Typed, seen: int | None, moves: Moves, at: datetime) -> None:
    """A locked matter takes a new title and version, if he may and nobody saved since the version he had `seen`."""
    require_serving(by, matter.organ, at)
    acts.require_move(matter, "edit", moves)
    if seen is not None and seen != matter.version:
        raise WrongState("别人在您修改期间保存过这份文稿；您填写的内容还在下面，请对照后再保存")
    matter.title, matter.moved_at, matter.version = checked_title(typed.title), at, matter.version + 1
    matter.save(update_fields=["title", "moved_at", "version"])


def just_made(by: Official, organ: Organ, kind: str, typed: Typed, at: datetime) -> Matter | None:
    """The draft that the first press of the same button made; its maker is locked, so that two presses queue."""
    Official.objects.select_for_update(no_key=True).get(pk=by.pk)
    recent = Matter.objects.select_related("organ").filter(
        opened_by=by, organ=organ, kind=kind, version=0, opened_at__gt=at - DOUBLE_CLICK,
        title=one_line(typed.title), versions__number=1, versions__body=cleaned(typed.body),
    )  # fmt: skip
    return recent.first()


def keep_text(matter: Matter, body: str, by: Official, at: datetime, why: str) -> None:
    """Keep the text as a version, unless it is the same as the last one."""
    last = TextVersion.objects.filter(matter=matter).first()
    if last and (last.title, last.body) == (matter.title, body):
        return
    TextVersion.objects.create(
        matter=matter, number=last.number + 1 if last else 1, title=matter.title, body=body, by=by, at=at, why=why
    )


def latest_text(matter: Matter) -> int:
    """Number of the text's present version; 0 when nothing is written yet."""
    return TextVersion.objects.filter(matter=matter).values_list("number", flat=True).first() or 0
