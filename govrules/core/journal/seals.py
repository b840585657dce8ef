"""Seals: from time to time the heads of all chains that have grown are digested together and kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from govrules.core import clock
from govrules.core.journal.actions import GENESIS, heads_of, sha256_of
from govrules.core.journal.models import ChainHead, JournalEntry, Seal
from govrules.core.matters.models import Matter

PAGE = 1000
LONGEST_WAIT = "5s"

Chain = tuple[int, int | None]  # a government, and a matter of it or none


def seal(at: datetime | None = None) -> Seal | None:
    """Seal the chains that have grown since the last seal; nothing to seal, no seal."""
    upto = settled_upto()
    with transaction.atomic():
        _one_at_a_time()
        last = Seal.objects.order_by("-pk").first()
        lines = JournalEntry.objects.filter(pk__gt=last.upto if last else 0, pk__lte=upto)
        heads = {**_heads_of_matters(lines), **_heads_of_governments(lines)}
        if not heads:
            return None
        made = Seal(at=at or clock.now(), upto=upto, heads=heads, previous=last.digest if last else GENESIS)
        made.digest = seal_digest(made)
        made.save(force_insert=True)
    return made


def seal_digest(seal: Seal) -> str:
    """SHA-256 over everything a seal says and the digest of the seal before it."""
    return sha256_of([seal.at.astimezone(UTC).isoformat(), seal.upto, seal.heads, seal.previous])


def heads_in(seal: Seal) -> Iterator[tuple[Chain, int, str]]:
    """The heads that a seal keeps: chain, number, digest."""
    for key, (government, seq, digest) in seal.heads.items():
        yield (government, None if key.startswith("g") else int(key)), seq, digest


def settled_upto() -> int:
    """The last line such that no line before it can still appear.

    Keys are given out before lines are committed, so on PostgreSQL it waits for those who are writing; SQLite has
    only one writer anyway.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
                cursor.execute(f"LOCK TABLE {JournalEntry._meta.db_table} IN SHARE MODE")
        return JournalEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def _one_at_a_time() -> None:
    """Two seals at once would fork their chain."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {Seal._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _heads_of_matters(lines: QuerySet[JournalEntry]) -> dict[str, tuple[int, int, str]]:
    grown = sorted(set(lines.exclude(matter=None).values_list("matter", flat=True)))
    heads: dict[str, tuple[int, int, str]] = {}
    for start in range(0, len(grown), PAGE):
        page = grown[start : start + PAGE]
        governments = dict(Matter.objects.filter(pk__in=page).values_list("pk", "government"))
        heads |= {str(pk): (governments[pk], *head) for pk, head in heads_of(page).items()}
    return heads


def _heads_of_governments(lines: QuerySet[JournalEntry]) -> dict[str, tuple[int, int, str]]:
    grown = lines.filter(matter=None).values("government")
    ends = ChainHead.objects.filter(government__in=grown).values_list("government", "seq", "digest")
    return {f"g{government}": (government, seq, digest) for government, seq, digest in ends}
