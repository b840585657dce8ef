"""Loading a published text: the only code that writes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from govrules.core import clock
from govrules.core.errors import BadInput
from govrules.core.office.guards import locked, note
from govrules.core.office.models import Account, Government
from govrules.core.operators import require_operator
from govrules.core.texts.models import ArticleText, OfficialText
from govrules.core.texts.queries import Edition, current
from govrules.core.texts.reading import Source
from govrules.rulebook.published import Published


class Imported(NamedTuple):
    """What a government now has; `changed` is false when the very same text was there."""

    edition: Edition
    row: OfficialText
    changed: bool


def import_text(
    editions: Iterable[Edition], published: Published, source: Source, by: Account | None = None
) -> list[Imported]:
    """Load a text for the governments that adopted its document: for all of them or for none.

    1. the governments are locked, in the order of their keys; 2. an operator's act; 3. as many articles as the rules
    have; 4. the same text again changes nothing, another replaces the one before as a whole; 5. journal.
    """
    wanted = sorted(editions, key=lambda edition: edition.government.pk)
    with transaction.atomic():
        list(locked(Government.objects.order_by("pk")).filter(pk__in=[e.government.pk for e in wanted]))
        require_operator(by)
        return [_import_one(edition, published, source, by) for edition in wanted]


def _import_one(edition: Edition, published: Published, source: Source, by: Account | None) -> Imported:
    book, at = edition.book, clock.now()
    if len(published.articles) != book.articles:
        raise BadInput(f"《{book.title}》共{book.articles}条，这份文本有{len(published.articles)}条", field="upload")
    before = current(edition.government, book).first()
    if before is not None and _is_same(before, published):
        return Imported(edition, before, changed=False)
    current(edition.government, book).update(replaced_at=at)
    row = OfficialText.objects.create(
        government=edition.government, rulebook_id=book.id, number=book.number, issued=book.issued,
        file_name=source.name, sha256=source.sha256, imported_at=at, imported_by=by,
    )  # fmt: skip
    ArticleText.objects.bulk_create(
        ArticleText(official_text=row, number=a.number, chapter=a.chapter, text=a.text) for a in published.articles
    )
    _note(edition, row, by, replaced=before is not None)
    return Imported(edition, row, changed=True)


def _is_same(row: OfficialText, published: Published) -> bool:
    kept = list(row.articles.values_list("number", "chapter", "text"))
    return kept == [(a.number, a.chapter, a.text) for a in published.articles]


def _note(edition: Edition, row: OfficialText, by: Account | None, *, replaced: bool) -> None:
    did = "重新载入" if replaced else "载入"
    text = f"{did}《{edition.book.title}》正式文本，共{edition.book.articles}条（{row.file_name}）"
    account = by.username if by else ""
    more = {"rulebook": row.rulebook_id, "official_text": row.pk, "sha256": row.sha256, "account": account}
    note(edition.government, "import_text", text, row.imported_at, by, **more)
