"""Telling: one event, one official, one channel, one notice; in the portal now, by e-mail later."""

import pytest
from django.db import IntegrityError, transaction

from govrules.core import clock
from govrules.core.notices import queries
from govrules.core.notices.actions import News, Telling, mark_read, tell, tell_all
from govrules.core.notices.models import Channel, Notice, NoticeState
from tests.core.deadlines.scenes import SENT, office, opened


def news(event="e:1", subject="会签已回复", **more):
    return {"event": event, "subject": subject, "at": SENT} | more


def test_one_with_an_address_is_told_twice_one_without_once(cast):
    tell([cast.finance_head, cast.finance_clerk], **news())
    assert set(Notice.objects.values_list("recipient", "channel", "state")) == {
        (cast.finance_head.pk, Channel.PORTAL, NoticeState.SENT),
        (cast.finance_head.pk, Channel.EMAIL, NoticeState.PENDING),
        (cast.finance_clerk.pk, Channel.PORTAL, NoticeState.SENT),
    }


def test_a_notice_says_what_on_which_matter_under_which_article(cast):
    matter = opened(cast)
    with clock.frozen(office("2026-06-01 10:05")) as stopped:
        tell([cast.finance_head], **news(matter=matter, article=31, body="请在6月8日前回复"))
        portal, mail = Notice.objects.filter(event="e:1").order_by("pk")
        assert (portal.matter, portal.article, portal.body) == (matter, 31, "请在6月8日前回复")
        assert (portal.sent_at, portal.next_at, portal.created_at) == (SENT, None, SENT)
        assert (mail.sent_at, mail.next_at) == (None, stopped.moment)
        assert portal.government == mail.government == cast.government


def test_the_same_event_is_told_once(cast):
    for _ in range(3):
        tell([cast.finance_head, cast.finance_head], **news())
    tell([cast.finance_head], **news(event="e:2"))
    assert queries.inbox(cast.finance_head).count() == 2
    assert Notice.objects.filter(channel=Channel.EMAIL).count() == 2


def test_of_many_events_each_is_told_to_its_own(cast):
    first, second = opened(cast), opened(cast)
    tellings = [
        Telling([cast.finance_head], News("e:1", "一"), first),
        Telling([cast.finance_clerk, cast.resources_clerk], News("e:2", "二", article=31), second),
    ]
    for _ in range(2):  # and once
        tell_all(tellings, SENT)
    found = Notice.objects.filter(event__startswith="e:")
    assert sorted(found.values_list("recipient", "event", "matter", "channel")) == sorted([
        (cast.finance_head.pk, "e:1", first.pk, "portal"), (cast.finance_head.pk, "e:1", first.pk, "email"),
        (cast.finance_clerk.pk, "e:2", second.pk, "portal"), (cast.resources_clerk.pk, "e:2", second.pk, "portal"),
    ])  # fmt: skip


def test_many_events_cost_as_many_queries_as_one(cast, django_assert_num_queries):
    matter = opened(cast)
    for many in (1, 20):
        tellings = [Telling([cast.finance_head], News(f"e:{many}:{n}", "一"), matter) for n in range(many)]
        with django_assert_num_queries(1):
            tell_all(tellings, SENT)


def test_one_of_many_that_would_leave_its_government_stops_all(cast):
    tellings = [Telling([who], News("e:1", "一"), opened(cast)) for who in (cast.finance_head, cast.stranger)]
    with pytest.raises(ValueError, match="leave its government"):
        tell_all(tellings, SENT)
    assert not Notice.objects.filter(event="e:1").exists()


def test_the_database_itself_keeps_it_at_once(cast):
    tell([cast.finance_clerk], **news())
    row = Notice.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_is_rolled_back_was_never_told(cast):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell([cast.finance_head], **news())
        raise RuntimeError
    assert not Notice.objects.exists()


def test_one_who_left_is_not_told(cast):
    cast.finance_head.is_active = False
    tell([cast.finance_head], **news())
    assert not Notice.objects.exists()


def test_a_notice_on_a_matter_never_leaves_its_government(cast):
    with pytest.raises(ValueError, match="leave its government"):
        tell([cast.finance_head, cast.stranger], **news(matter=opened(cast)))
    assert not Notice.objects.filter(event="e:1").exists()


@pytest.mark.parametrize(
    ("subject", "kept"),
    [
        ("关于\r\nBcc: x@example.org 的请示", "关于 Bcc: x@example.org 的请示"),
        ("  两 端  空白 ", "两 端 空白"),
        ("长" * 300, "长" * 200),
    ],
)
def test_a_subject_is_one_short_line(cast, subject, kept):
    tell([cast.finance_clerk], **news(subject=subject))
    assert Notice.objects.get().subject == kept


def test_inbox_and_unread_are_ones_own(cast):
    tell([cast.finance_head], **news("e:1"))
    tell([cast.finance_head, cast.clerk], **news("e:2", subject="第二件"))
    assert [n.event for n in queries.inbox(cast.finance_head)] == ["e:2", "e:1"]
    assert (queries.unread(cast.finance_head), queries.unread(cast.clerk), queries.unread(cast.head)) == (2, 1, 0)


def test_reading_is_ones_own_too(cast):
    tell([cast.finance_head, cast.clerk], **news("e:1"))
    tell([cast.finance_head], **news("e:2"))
    theirs = Notice.objects.get(recipient=cast.clerk)
    assert mark_read(cast.finance_head, SENT, [theirs.pk]) == 0
    mine = queries.inbox(cast.finance_head).first()
    assert mark_read(cast.finance_head, SENT, [mine.pk]) == 1
    assert mark_read(cast.finance_head, SENT, [mine.pk]) == 0
    assert mark_read(cast.finance_head, SENT) == 1
    assert (queries.unread(cast.finance_head), queries.unread(cast.clerk)) == (0, 1)
