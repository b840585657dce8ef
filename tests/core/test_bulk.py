"""Many rows at once, with the same result on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from govrules.core import bulk
from govrules.core.deadlines.models import Deadline, Firing
from govrules.core.journal.actions import Line, chained, heads_of
from govrules.core.journal.models import JournalEntry
from tests.core.deadlines.scenes import SENT, WARNED, mark_only

WORDS = ["", " ", "\\", "\\N", "\\.", "a\tb", "a\nb\r\nc", '"', "'", "〔2026〕1号", "😀", "\\t", "null", "%s", "{}"]


@pytest.mark.parametrize("words", WORDS)
def test_words_come_back_as_they_went_in(cast, words):
    line = chained(cast.government.pk, None, None, Line("note", SENT, words, data={words: [words, None, 1, True]}))
    bulk.insert(JournalEntry, [line])
    entry = JournalEntry.objects.get()
    assert (entry.text, entry.data) == (words, {words: [words, None, 1, True]})
    assert (entry.at, entry.article, entry.actor, entry.seq) == (SENT, None, None, 1)


def test_all_or_none(cast):
    deadline = mark_only(cast).deadline
    row = {"deadline_id": deadline.pk, "rung": "warn", "cycle": 0, "at": WARNED}
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Firing, [row | {"rung": "due"}, row, row])
    assert not Firing.objects.exists()
    bulk.insert(Firing, [row, row | {"cycle": 1}])
    assert list(Firing.objects.values_list("rung", "cycle")) == [("warn", 0), ("warn", 1)]


def test_each_row_keeps_its_own_values_beside_those_that_many_share(cast):
    deadlines = [mark_only(cast).deadline.pk for _ in range(3)]
    rows = [
        {"deadline_id": pk, "rung": rung, "cycle": cycle, "at": at}
        for pk in deadlines
        for rung, cycle, at in [("warn", 0, WARNED), ("due", 0, WARNED), ("warn", 1, SENT)]
    ]
    bulk.insert(Firing, rows)
    assert list(Firing.objects.order_by("pk").values("deadline_id", "rung", "cycle", "at")) == rows


def test_columns_without_a_value_beside_some_with_one(cast):
    lines = [
        Line("note", SENT, "一", article=31, actor=cast.clerk),
        Line("note", WARNED),
        Line("x", SENT, data={"a": 1}),
    ]
    heads = [None, (1, "a" * 64), (2, "b" * 64)]
    bulk.insert(JournalEntry, [chained(cast.government.pk, None, *both) for both in zip(heads, lines, strict=True)])
    found = JournalEntry.objects.order_by("seq").values_list("article", "actor", "at", "text", "data")
    assert list(found) == [
        (31, cast.clerk.pk, SENT, "一", {}), (None, None, WARNED, "", {}), (None, None, SENT, "", {"a": 1})
    ]  # fmt: skip


@pytest.mark.parametrize("many", [0, 1, 3000])
def test_rows_among_many_keys(cast, many):
    made = [mark_only(cast) for _ in range(3)]
    strangers = range(10**6, 10**6 + many)
    keys, matters = [made[0].deadline.pk, made[2].deadline.pk], {made[1].matter.pk}
    assert set(Deadline.objects.filter(pk__among=[*strangers, *keys]).values_list("pk", flat=True)) == set(keys)
    assert Deadline.objects.get(matter__among=matters | set(strangers)) == made[1].deadline
    assert set(heads_of([made[0].matter.pk, *strangers])) == {made[0].matter.pk}
    assert not Deadline.objects.filter(pk__among=strangers).exists()
    assert Deadline.objects.filter(pk__among=keys, matter__among=matters).update(attempts=1) == 0


def test_nothing_asks_nothing_of_the_database(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Firing, [])


def test_a_key_that_leads_nowhere_is_refused(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Firing, [{"deadline_id": 0, "rung": "warn", "cycle": 0, "at": WARNED}])
        connection.check_constraints()
