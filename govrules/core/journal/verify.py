"""Does the journal stand as it was written? Names every line that was changed, taken out or moved.

A chain shows what happened inside it: each line's digest covers the digest before it. What was cut off its end shows
by the end kept beside it. Whoever can change that too, or rewrites a chain from some line on with everything that goes
with it, is found by the seals, which keep the ends of the chains and are chained themselves: up to the last of them it
can be told for sure, the more so if its digest was noted elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from govrules.core.journal.actions import GENESIS, SAID, digest
from govrules.core.journal.models import ChainHead, JournalEntry, MatterHead, Seal
from govrules.core.journal.seals import Chain, heads_in, seal_digest
from govrules.core.office.models import Government

CHANGED, MISSING, REORDERED = "changed", "missing", "reordered"
NEAR = 50
SAY = {CHANGED: "内容被改动", MISSING: "缺失", REORDERED: "次序被改动"}

Row = Mapping[str, Any]  # a line's columns


@dataclass(frozen=True)
class Problem:
    """A line that does not stand as it was written. Without a matter it is of its government's own chain; where
    `seal` is set, it is that seal itself."""

    government: int | None
    matter: int | None
    seq: int
    what: str
    seal: int | None = None

    def __str__(self) -> str:
        if self.seal is not None:
            return f"第{self.seal}号封存{SAY[self.what]}"
        chain = f"事项{self.matter}" if self.matter else f"政府{self.government}的日志"
        return f"{chain}第{self.seq}条{SAY[self.what]}"


def verify(government: Government | None = None) -> list[Problem]:
    """Every problem of all chains and seals, or of one government's chains; none when all stands as written."""
    seals = list(Seal.objects.order_by("pk"))
    sealed = sealed_heads(seals, government)
    for chain, seq, head in ends(government):
        sealed[chain].setdefault(seq, head)
    lines = JournalEntry.objects.filter(government=government) if government else JournalEntry.objects.all()
    rows = lines.order_by("government_id", "matter_id", "seq").values(*SAID, "digest")
    problems = check_seals(seals)
    for chain, of_chain in groupby(rows.iterator(chunk_size=5000), key=chain_of):
        problems += problems_of(chain, list(of_chain), sealed.pop(chain, {}))
    for chain, heads in sealed.items():
        problems += problems_of(chain, [], heads)
    return problems


def chain_of(row: Row) -> Chain:
    """The chain to which a line belongs."""
    return row["government_id"], row["matter_id"]


def problems_of(chain: Chain, rows: Sequence[Row], sealed: Mapping[int, str]) -> list[Problem]:
    """One whole chain, held against itself and then against its sealed heads (number -> digest)."""
    found = check_links(rows)
    last, digests = (rows[-1]["seq"] if rows else 0), {row["seq"]: row["digest"] for row in rows}
    for seq, head in sealed.items():
        for cut_off in range(last + 1, seq + 1):
            found.setdefault(cut_off, MISSING)
        if digests.get(seq, head) != head:
            found.setdefault(seq, CHANGED)
    return [Problem(*chain, seq, what) for seq, what in sorted(found.items())]


def check_links(rows: Sequence[Row]) -> dict[int, str]:
    """What is wrong inside a chain, by number. A line that is whole itself but does not follow the one before it
    tells that the one before was rewritten, digest and all."""
    found: dict[int, str] = {}
    seq, previous = 0, GENESIS
    for row in rows:
        found |= dict.fromkeys(range(seq + 1, row["seq"]), MISSING)
        follows = row["previous"] == previous or row["seq"] != seq + 1
        if row["digest"] != digest(row):
            found[row["seq"]] = REORDERED if stood_elsewhere(row) else CHANGED
        elif not follows and seq not in found:
            found[seq or row["seq"]] = CHANGED
        seq, previous = row["seq"], row["digest"]
    return found


def stood_elsewhere(row: Row) -> bool:
    """Whether a line is whole under another number not far off."""
    numbers = range(max(1, row["seq"] - NEAR), row["seq"] + NEAR + 1)
    return any(row["digest"] == digest({**row, "seq": seq}) for seq in numbers)


def sealed_heads(seals: Iterable[Seal], government: Government | None) -> defaultdict[Chain, dict[int, str]]:
    """All heads that were ever sealed: chain -> number -> digest."""
    sealed: dict[Chain, dict[int, str]] = defaultdict(dict)
    for chain, seq, head in (head for seal in seals for head in heads_in(seal)):
        if government is None or chain[0] == government.pk:
            sealed[chain][seq] = head
    return sealed


def ends(government: Government | None) -> Iterator[tuple[Chain, int, str]]:
    """The ends as they are kept beside the chains: chain, number, digest."""
    of_matters, own = MatterHead.objects.all(), ChainHead.objects.filter(seq__gt=0)
    if government:
        of_matters, own = of_matters.filter(matter__government=government), own.filter(government=government)
    for of, matter, seq, head in of_matters.values_list("matter__government", "matter", "seq", "digest").iterator():
        yield (of, matter), seq, head
    for of, seq, head in own.values_list("government", "seq", "digest"):
        yield (of, None), seq, head


def check_seals(seals: Iterable[Seal]) -> list[Problem]:
    """The seals' own chain: one that is not whole, or before which one is missing."""
    problems, previous = [], GENESIS
    for seal in seals:
        if seal.digest != seal_digest(seal):
            problems.append(Problem(None, None, 0, CHANGED, seal.pk))
        elif seal.previous != previous:
            problems.append(Problem(None, None, 0, MISSING, seal.pk - 1))
        previous = seal.digest
    return problems
