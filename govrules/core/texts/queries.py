"""Which texts there are, and the articles of one: always those of one government and one published document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from govrules.core.office.models import Adoption, Government
from govrules.core.office.queries import book_of
from govrules.core.texts.models import ArticleText, OfficialText
from govrules.rulebook import Rulebook


class Edition(NamedTuple):
    """A published document that a government adopted, by the latest version of our data for it."""

    adoption: Adoption
    book: Rulebook

    @property
    def government(self) -> Government:
        return self.adoption.government

    @property
    def key(self) -> tuple[int, str, str, date]:
        """What makes it one document."""
        return self.adoption.government_id, self.book.id, self.book.number, self.book.issued


def current(government: Government, book: Rulebook) -> QuerySet[OfficialText]:
    """The text in use of this government's document: none or one."""
    return OfficialText.objects.filter(
        government=government, rulebook_id=book.id, number=book.number, issued=book.issued, replaced_at=None
    )


def articles(government: Government, book: Rulebook) -> QuerySet[ArticleText]:
    """The articles of the text in use, with the row that tells where it came from; one query."""
    return ArticleText.objects.filter(official_text__in=current(government, book)).select_related("official_text")


def by_number(government: Government, book: Rulebook) -> Mapping[int, ArticleText]:
    """Number -> article; empty where no text is loaded."""
    return {row.number: row for row in articles(government, book)}


def with_texts(editions: Iterable[Edition]) -> list[tuple[Edition, OfficialText | None]]:
    """Each with its text in use; one query for all of them."""
    rows = OfficialText.objects.filter(replaced_at=None)
    found = {(row.government_id, row.rulebook_id, row.number, row.issued): row for row in rows}
    return [(edition, found.get(edition.key)) for edition in editions]


def editions(rulebook_id: str = "", government: str = "") -> list[Edition]:
    """The documents adopted, each once, latest first within a government; of one id, of one government's key."""
    rows = Adoption.objects.select_related("government").order_by("government__key", "-in_force")
    if rulebook_id:
        rows = rows.filter(rulebook_id=rulebook_id)
    if government:
        rows = rows.filter(government__key=government)
    found: dict[tuple[int, str, str, date], Edition] = {}
    for edition in (Edition(row, book_of(row)) for row in rows):
        found.setdefault(edition.key, edition)
    return list(found.values())
