"""Many rows at once, with the same result on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from govrules.core import bulk
from govrules.core.deadlines.models import Firing
from govrules.core.journal.actions import Line, chained
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


def test_nothing_asks_nothing_of_the_database(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Firing, [])


def test_a_key_that_leads_nowhere_is_refused(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Firing, [{"deadline_id": 0, "rung": "warn", "cycle": 0, "at": WARNED}])
        connection.check_constraints()
