"""What is printed, before it has a shape: an official document, or an office form with a table."""

from dataclasses import dataclass
from typing import Literal

Layout = Literal["issued", "upward", "minutes"]


@dataclass(frozen=True, kw_only=True)
class OfficialPage:
    """An official document (公文) or minutes (纪要).

    `body` holds paragraphs; their level is read from 一、（一）1.（1）. A line feed in `title` breaks it.
    `number` is the whole number, as 阳政发〔2026〕15号; `signers` the names after 签发人： (upward only).
    `people` are the lists after the text of minutes: (label, names), as ("出席", ("甲", "乙")).
    """

    layout: Layout
    mark: str
    number: str
    title: str
    body: tuple[str, ...]
    signers: tuple[str, ...] = ()
    recipients: str = ""
    attachments: tuple[str, ...] = ()
    organ: str = ""
    date: str = ""
    seal: bytes | None = None
    note: str = ""
    contact: str = ""
    people: tuple[tuple[str, tuple[str, ...]], ...] = ()
    cc: str = ""
    issuer: str = ""
    issued_on: str = ""

    @property
    def heading(self) -> str:
        """The title in one line, for lists, properties and bookmarks."""
        return self.title.replace("\n", "")

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands in brackets under the date (附注)."""
        return tuple(text for text in (self.contact, self.note) if text)


@dataclass(frozen=True)
class Column:
    """A column of a form: its heading and its share of the width."""

    name: str
    share: float = 1.0
    centred: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """An office form (会签单, 登记表): organ, title, lines under it, facts in boxes, a table, lines below it.

    `facts` are pairs of label and value, two to a row where they are short; `footer` holds whole sentences,
    such as the articles applied. A line feed in a cell begins a new line there. A `dense` form has low rows and
    narrow margins and no page number: a month of days on one page, for a wall; `shaded` rows, by number, are grey.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    organ: str = ""
    subtitle: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    footer: tuple[str, ...] = ()
    landscape: bool = False
    dense: bool = False
    shaded: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells in a row of {len(self.columns)} columns: {row!r}")

    @property
    def heading(self) -> str:
        return self.title.replace("\n", "")


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """Several pages in one file, and behind them the PDF files that belong to it.

    `annexes` are (name, key): the caller knows by the key where the bytes of the file are.
    """

    title: str
    parts: tuple["OfficialPage | SheetPage", ...]
    annexes: tuple[tuple[str, str], ...] = ()

    @property
    def heading(self) -> str:
        return self.title


@dataclass(frozen=True)
class Printed:
    """A printed file, and how well it could be printed.

    `faces` are the fonts that were used; `missing` names the faces that another font stands in for, and the
    characters for which no font was found.
    """

    pdf: bytes
    pages: int
    faces: tuple[str, ...]
    missing: tuple[str, ...]
