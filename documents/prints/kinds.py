"""Which prints there are of a matter, and who may have them. A higher floor lists its own in `prints.py` (`PRINTS`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.printing.page import Bundle, OfficialPage, SheetPage
from documents.prints import content
from documents.prints.models import PrintJob, PrintKind
from govrules.core import registry
from govrules.core.errors import BadInput
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official

Page = OfficialPage | SheetPage | Bundle


def anybody(matter: Matter, official: Official) -> bool:
    """Whoever may see the matter."""
    return True


@dataclass(frozen=True)
class Print:
    """How a print is made from a matter, who of those that see the matter may have it as it stands now (`may`), and
    who a print of an earlier text (`may_earlier`)."""

    page: Callable[[Matter], Page]
    may: Callable[[Matter, Official], bool] = anybody
    may_earlier: Callable[[Matter, Official], bool] = anybody


OWN: Mapping[tuple[str, str], Print] = {
    ("submission", PrintKind.REQUEST): Print(content.request_page),
    ("submission", PrintKind.SHEET): Print(content.countersign_sheet),
    ("dispatch", PrintKind.REPLY): Print(content.reply_page),
}


def every() -> Mapping[tuple[str, str], Print]:
    """(kind of matter, kind of print) -> how it is made, of all floors."""
    return {**OWN, **registry.prints()}


def kinds_of(matter_kind: str) -> tuple[str, ...]:
    """The prints there are of a kind of matter, in their order."""
    return tuple(kind for of, kind in every() if of == matter_kind)


def found(matter: Matter, kind: str) -> Print:
    """How a print of this matter is made; `BadInput` where there is no such print."""
    try:
        return every()[matter.kind, kind]
    except KeyError as error:
        raise BadInput("没有这种打印件") from error


def page_of(matter: Matter, kind: str) -> Page:
    """The page of one kind of print, from the rows as they are now."""
    return found(matter, kind).page(matter)


def may_open(job: PrintJob, official: Official) -> bool:
    """Whether he may open a print that was made: as the matter stands now, or of an earlier text."""
    known = found(job.matter, job.kind)
    if not known.may(job.matter, official):
        return False
    if job.asked_by_id == official.pk or known.may_earlier(job.matter, official):
        return True
    return content.digest_of(content.stored(known.page(job.matter))) == job.digest
