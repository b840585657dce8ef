"""Delivery by e-mail: claimed, sent, retried later and later, and given up where everyone can see it."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from govrules.core import clock
from govrules.core.notices import mailing, queries
from govrules.core.notices.actions import send_again, tell
from govrules.core.notices.delivery import deliver
from govrules.core.notices.mailing import claim, message_id
from govrules.core.notices.models import Channel, Notice, NoticeState
from govrules.core.notices.outbox import LEASE, MOST_ATTEMPTS
from govrules.core.notices.tasks import deliver_notices
from tests.core.deadlines.scenes import SENT, office

NOW = office("2026-06-01 10:05")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stopped():
    with clock.frozen(NOW) as clock_:
        yield clock_


@pytest.fixture
def three(cast, stopped) -> list[Notice]:
    """Three e-mails that wait to be sent."""
    people = [cast.finance_head, cast.resources_head, cast.agriculture_head]
    tell(people, event="e:1", subject="请会签", body="请在6月8日前回复", at=SENT)
    return list(Notice.objects.filter(channel=Channel.EMAIL).order_by("recipient"))


class Refusing(locmem.EmailBackend):
    """A mail server that refuses some addresses."""

    refused: frozenset[str] = frozenset()

    def send_messages(self, messages):
        for message in messages:
            if self.refused & set(message.to):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return super().send_messages(messages)


class Down(locmem.EmailBackend):
    """A mail server that does not answer."""

    asked = 0

    def open(self):
        type(self).asked += 1
        raise ConnectionRefusedError(111, "refused")


def through(monkeypatch, backend: type) -> type:
    monkeypatch.setattr(mail, "get_connection", lambda: backend())
    return backend


def again(notices: list[Notice]) -> list[Notice]:
    return list(Notice.objects.filter(pk__in=[n.pk for n in notices]).order_by("recipient"))


def test_everything_pending_is_sent_once(three, cast):
    assert deliver().sent == 3
    assert deliver().sent == 0
    assert [m.to for m in mail.outbox] == [
        ["finance_head@example.org"],
        ["resources_head@example.org"],
        ["agriculture_head@example.org"],
    ]
    assert all((n.state, n.attempts, n.sent_at) == (NoticeState.SENT, 1, NOW) for n in again(three))


def test_the_mail_has_the_words_and_an_id_of_its_own(three):
    deliver()
    first, second, _ = mail.outbox
    assert first.subject == "请会签" and first.body.startswith("请在6月8日前回复\n\n")
    ids = {m.extra_headers["Message-ID"] for m in mail.outbox}
    assert len(ids) == 3 and all(i.startswith("<") and i.endswith("@localhost>") for i in ids)
    assert first.extra_headers["Message-ID"] == message_id(three[0])


def test_portal_notices_need_no_sending(cast, stopped):
    tell([cast.finance_clerk], event="e:1", subject="请会签", at=SENT)
    assert deliver().sent == 0 and mail.outbox == []


def test_by_the_wall_clock_even_when_the_office_s_runs_ahead(cast, stopped):
    tell([cast.finance_head], event="e:1", subject="请会签", at=office("2027-03-01 10:00"))
    assert deliver().sent == 1


def test_one_bad_address_stops_nobody_and_is_on_its_row(three, monkeypatch):
    through(monkeypatch, Refusing).refused = frozenset({"resources_head@example.org"})
    done = deliver()
    assert (done.sent, done.failed) == (2, 1)
    good, bad, also_good = again(three)
    assert (good.state, also_good.state) == (NoticeState.SENT, NoticeState.SENT)
    assert (bad.state, bad.attempts, bad.next_at) == (NoticeState.PENDING, 1, NOW + MINUTE)
    assert bad.last_error.startswith("SMTPRecipientsRefused") and "no such user" in bad.last_error


def test_it_is_tried_again_later_and_later_then_given_up_for_all_to_see(three, cast, stopped, monkeypatch):
    through(monkeypatch, Refusing).refused = frozenset({"resources_head@example.org"})
    waits = []
    deliver()
    while (bad := again(three)[1]).state == NoticeState.PENDING:
        waits.append((bad.next_at - stopped.moment) / MINUTE)
        stopped.move_to(bad.next_at - timedelta(seconds=1))
        assert deliver().failed == 0
        stopped.move_to(bad.next_at)
        assert deliver().failed == 1
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]
    assert (bad.state, bad.attempts, bad.next_at) == (NoticeState.FAILED, MOST_ATTEMPTS, None)
    assert list(queries.failed(cast.government)) == [bad] and not queries.failed(cast.other_government)
    stopped.forward(timedelta(days=9))
    assert deliver().failed == 0


def test_what_was_given_up_can_be_sent_again_once_mended(three, stopped, monkeypatch):
    Notice.objects.filter(pk=three[0].pk).update(state=NoticeState.FAILED, attempts=MOST_ATTEMPTS, next_at=None)
    assert send_again(queries.failed()) == 1
    assert deliver().sent == 3
    assert send_again(Notice.objects.all()) == 0


def test_a_server_that_is_down_is_asked_once_a_round(three, stopped, monkeypatch):
    down = through(monkeypatch, Down)
    down.asked = 0
    assert deliver().failed == 3
    assert down.asked == 1
    assert {n.last_error for n in again(three)} == {"ConnectionRefusedError: [Errno 111] refused"}
    monkeypatch.undo()
    stopped.forward(MINUTE)
    assert deliver().sent == 3


def test_a_connection_that_breaks_is_opened_again(three, monkeypatch):
    class Breaking(locmem.EmailBackend):
        opened = closed = sends = 0

        def open(self):
            Breaking.opened += 1

        def close(self):
            Breaking.closed += 1

        def send_messages(self, messages):
            Breaking.sends += 1
            if Breaking.sends == 1:
                raise SMTPServerDisconnected("gone")
            return super().send_messages(messages)

    through(monkeypatch, Breaking)
    done = deliver()
    assert (done.sent, done.failed) == (2, 1)
    assert (Breaking.opened, Breaking.closed) == (2, 2)


def test_an_address_taken_away_meanwhile_is_an_error_and_not_a_success(three, cast):
    cast.finance_head.email = ""
    cast.finance_head.save()
    done = deliver()
    assert (done.sent, done.failed) == (2, 1)
    assert again(three)[0].last_error == "ValueError: 褚建国没有登记邮箱"


def test_a_claim_holds_until_its_lease_ends(three, stopped):
    first, same = again(three)[0], again(three)[0]
    assert claim(first, NOW) and not claim(same, NOW)
    assert again(three)[0].next_at == NOW + LEASE
    assert deliver().sent == 2
    stopped.move_to(NOW + LEASE - timedelta(seconds=1))
    assert deliver().sent == 0
    stopped.move_to(NOW + LEASE)
    assert deliver().sent == 1
    assert again(three)[0].attempts == 2


def test_a_slow_round_does_not_shorten_the_lease(three, stopped):
    stopped.forward(timedelta(minutes=20))
    claim(three[0], NOW)
    assert again(three)[0].next_at == stopped.moment + LEASE


def test_more_than_a_page(cast, stopped, monkeypatch):
    monkeypatch.setattr(mailing, "PAGE", 4)
    for n in range(10):
        tell([cast.finance_head], event=f"e:{n}", subject="请会签", at=SENT)
    assert deliver().sent == 10 and len(mail.outbox) == 10


def test_the_task_says_what_it_did(three):
    assert deliver_notices() == {"sent": 3, "failed": 0, "unknown": 0}
