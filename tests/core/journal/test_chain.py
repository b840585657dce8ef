"""Writing the journal: lines in a chain per matter, others in a chain per government."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from govrules.core import bulk
from govrules.core.journal.actions import (
    GENESIS,
    Line,
    MatterLine,
    chained,
    digest,
    heads_of,
    record,
    record_many,
    record_office,
)
from govrules.core.journal.models import JournalEntry
from govrules.core.journal.verify import verify
from tests.core.deadlines.scenes import SENT, opened

AWKWARD = '制表\t换行\n回车\r反斜\\杠 "引号" \\N 😀 〔2026〕'


def test_lines_of_a_matter_follow_each_other(cast):
    matter = opened(cast)
    record(matter, Line("edit", SENT, "修改", actor=cast.education_clerk))
    record(matter, Line("submit", SENT, "报送", article=27, was="draft", now="signing"))
    lines = list(JournalEntry.objects.filter(matter=matter))
    assert [(e.seq, e.act) for e in lines] == [(1, "open"), (2, "edit"), (3, "submit")]
    assert [e.previous for e in lines] == [GENESIS, lines[0].digest, lines[1].digest]
    assert (lines[1].actor, lines[2].article, lines[2].was, lines[2].now) == (
        cast.education_clerk,
        27,
        "draft",
        "signing",
    )


def test_who_acted_in_whose_place_is_kept(cast):
    matter = opened(cast)
    seat = cast.seats["head"]
    record(matter, Line("approve", SENT, "同意", actor=cast.executive, in_place_of=seat, ground="entrustment"))
    entry = JournalEntry.objects.get(matter=matter, act="approve")
    assert (entry.actor, entry.in_place_of, entry.ground) == (cast.executive, seat, "entrustment")


def test_chains_of_matters_do_not_touch(cast):
    one, other = opened(cast), opened(cast)
    record(one, Line("edit", SENT))
    assert heads_of([one.pk, other.pk])[other.pk][0] == 1
    assert heads_of([one.pk])[one.pk][0] == 2 and heads_of([0]) == {}


def test_many_lines_at_once_are_the_same_as_one_by_one(cast):
    one, other = opened(cast), opened(cast)
    lines = [
        MatterLine(cast.government.pk, matter.pk, Line(act, SENT, AWKWARD, article=31, data={"n": 1, "字": AWKWARD}))
        for matter, act in ((one, "warn"), (other, "warn"), (one, "pass"))
    ]
    record_many(lines)
    assert [e.act for e in JournalEntry.objects.filter(matter=one)] == ["open", "warn", "pass"]
    line = JournalEntry.objects.get(matter=one, act="warn")
    assert (line.text, line.data, line.at, line.actor) == (AWKWARD, {"n": 1, "字": AWKWARD}, SENT, None)
    assert verify() == []


def test_nothing_at_once_is_nothing(cast):
    record_many([])
    assert not JournalEntry.objects.exists()


def test_lines_without_a_matter_form_a_chain_per_government(cast):
    record_office(cast.government, Line("adopt", SENT, "采用规则"))
    record_office(cast.other_government, Line("adopt", SENT, "采用规则"))
    record_office(cast.government, Line("absence", SENT, "登记外出", actor=cast.clerk))
    ours = list(JournalEntry.objects.filter(government=cast.government))
    assert [e.seq for e in ours] == [1, 2] and ours[1].previous == ours[0].digest
    assert [e.seq for e in JournalEntry.objects.filter(government=cast.other_government)] == [1]


def test_a_fork_of_a_chain_is_refused_by_the_database(cast):
    matter = opened(cast)
    fork = chained(cast.government.pk, matter.pk, None, Line("open", SENT))
    with pytest.raises(IntegrityError), transaction.atomic():
        JournalEntry.objects.create(**fork)
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(JournalEntry, [fork])


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "不同意"}, {"act": "return"}, {"seq": 3}, {"article": None}, {"actor_id": 8}, {"ground": ""},
        {"was": "x"}, {"now": "x"}, {"data": {"n": 2}}, {"previous": "1" * 64}, {"government_id": 2},
        {"matter_id": 8}, {"in_place_of_id": None}, {"at": datetime(2026, 6, 1, 2, 0, 0, 1, tzinfo=UTC)},
    ],
)  # fmt: skip
def test_every_word_of_a_line_is_in_its_digest(changed):
    line = {
        "government_id": 1, "matter_id": 7, "seq": 2, "at": datetime(2026, 6, 1, 2, tzinfo=UTC), "act": "approve",
        "actor_id": 5, "in_place_of_id": 6, "ground": "ab_pair", "article": 5, "was": "leaders", "now": "approved",
        "text": "同意", "data": {"n": 1}, "previous": GENESIS,
    }  # fmt: skip
    assert digest(line | changed) != digest(line)
    assert digest(line | {"at": SENT}) == digest(line)  # the same moment in another zone
