"""Group robots: within the services' limits, several in one message where they run out, and never twice."""

import logging
from datetime import timedelta

import pytest

from govrules import env
from govrules.core import clock
from govrules.core.notices import grouptext, outbox, queries, robots, services
from govrules.core.notices.actions import send_again, tell
from govrules.core.notices.delivery import deliver
from govrules.core.notices.models import (
    ROBOT_CHANNELS,
    Channel,
    MessageState,
    Notice,
    NoticeState,
    Robot,
    RobotMessage,
)
from govrules.core.notices.outbox import LEASE, MOST_ATTEMPTS
from govrules.core.office.models import OfficeSetting
from tests.core.deadlines.scenes import SENT, opened
from tests.core.notices import service
from tests.core.notices.conftest import NOW, let_speak

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
pytestmark = pytest.mark.usefixtures("robots", "stopped")


@pytest.fixture
def heard(cast, there, stopped):
    """Both offices let their robots speak; the service counts by the same clock."""
    let_speak(cast.government, cast.other_government)
    there.now = lambda: stopped.moment.timestamp()
    return there


def told(cast, count: int, *people, first: int = 1, **more) -> None:
    for n in range(first, first + count):
        tell(people or [cast.clerk], **{"event": f"holder:{n}", "subject": f"待办：第{n}件", "at": SENT} | more)


def by_robot(**wanted) -> list[Notice]:
    return list(Notice.objects.filter(channel__in=ROBOT_CHANNELS, **wanted).order_by("pk"))


def states() -> set[str]:
    return {notice.state for notice in by_robot()}


# --- What is said ---


def test_an_event_is_told_once_to_the_group_with_its_people_and_nothing_else(cast, heard):
    cast.clerk.phone = "138-0000-0001"
    cast.clerk.save()
    tell([cast.clerk, cast.director], event="holder:1", subject="待办：关于某某的请示", body="秘密", at=SENT)
    assert deliver().sent == 3, "the director has an address as well"
    assert heard.texts() == ["【政府办公提醒】郑晓、周正：您有1件待办。\n请登录办公系统查看和办理。"]
    assert heard.said[0].mobiles == ("13800000001",)
    assert deliver().sent == 0 and heard.asked == 1
    sent = by_robot()
    assert {(n.state, n.attempts, n.sent_at, n.next_at) for n in sent} == {(NoticeState.SENT, 1, NOW, None)}
    message = RobotMessage.objects.get()
    assert {n.message for n in sent} == {message}
    assert (message.state, message.started_at, message.ended_at) == (MessageState.SENT, NOW, NOW)


def test_titles_only_where_the_office_says_so(cast, there):
    let_speak(cast.government, titles=True)
    told(cast, 1)
    deliver()
    assert there.texts()[0].startswith("【政府办公提醒】郑晓：待办：第1件。")


def test_a_government_s_robot_never_says_another_s(cast, heard):
    tell([cast.clerk, cast.stranger], event="holder:1", subject="待办", at=SENT)
    told(cast, 25, cast.stranger, first=2)
    while deliver().sent:
        pass
    texts = {channel: [h.text for h in heard.said if h.channel == channel] for channel in ("dingtalk", "wecom")}
    assert all("郑晓" in t and "吕生" not in t for t in texts["dingtalk"])
    assert all("吕生" in t and "郑晓" not in t for t in texts["wecom"])
    assert {(n.government_id, n.recipient_id, n.channel, n.message.robot.government_id) for n in by_robot()} == {
        (cast.government.pk, cast.clerk.pk, "dingtalk", cast.government.pk),
        (cast.other_government.pk, cast.stranger.pk, "wecom", cast.other_government.pk),
    }


def test_more_people_than_fit_come_in_the_next_message(cast, heard, monkeypatch):
    monkeypatch.setattr(grouptext, "PEOPLE", 3)
    tell(cast.everybody()[:7], event="holder:1", subject="待办", at=SENT)
    deliver()
    names = [t.partition("】")[2].partition("：")[0].split("、") for t in heard.texts()]
    assert [len(n) for n in names] == [3, 3, 1]
    assert len({name for n in names for name in n}) == 7


# --- The allowance ---


@pytest.mark.parametrize("channel", ["dingtalk", "wecom"])
def test_twenty_in_a_minute_one_by_one(cast, heard, channel):
    told(cast, 20, cast.clerk if channel == "dingtalk" else cast.stranger)
    deliver()
    assert len(heard.said) == 20 and heard.asked == 20
    assert all("您有1件待办" in text for text in heard.texts())
    assert states() == {NoticeState.SENT}


def test_where_there_are_more_the_twentieth_says_all_the_rest(cast, heard):
    told(cast, 19)
    told(cast, 3, cast.clerk, cast.vice_director, first=20)
    tell([cast.clerk], event="deadline:7:warn:1", subject="提醒", at=SENT)
    deliver()
    assert heard.asked == len(heard.said) == 20
    assert heard.texts()[-1].splitlines()[1:3] == ["郑晓：待办3件、期限提醒1条", "吴敏：待办3件"]
    assert states() == {NoticeState.SENT}
    digest = RobotMessage.objects.order_by("pk").last()
    assert digest.notices.count() == 7 and RobotMessage.objects.count() == 20


def test_the_twenty_first_waits_until_the_minute_is_over(cast, heard, stopped):
    told(cast, 20)
    deliver()
    told(cast, 2, first=21)
    for moment in (NOW, NOW + MINUTE - SECOND):
        stopped.move_to(moment)
        assert deliver().sent == 0
    assert heard.asked == 20 and [n.attempts for n in by_robot(state=NoticeState.PENDING)] == [0, 0]
    stopped.move_to(NOW + MINUTE)
    assert deliver().sent == 2
    assert len(heard.said) == 22, "the whole minute's allowance is there again"


def test_the_minute_slides_and_a_slot_that_comes_free_takes_all_that_waits(cast, heard, stopped):
    for n in range(1, 21):
        told(cast, 1, first=n)
        deliver()
        stopped.forward(2 * SECOND)
    told(cast, 5, first=21)
    assert deliver().sent == 0
    stopped.move_to(NOW + MINUTE)
    assert deliver().sent == 5
    assert len(heard.said) == 21 and "待办5件" in heard.texts()[-1]


def test_a_message_counts_from_its_answer_since_it_may_have_arrived_as_late_as_that(cast, heard, stopped, monkeypatch):
    say = services.say

    def slowly(*arguments):
        stopped.forward(10 * SECOND)
        return say(*arguments)

    told(cast, 1)
    monkeypatch.setattr(services, "say", slowly)
    deliver()
    robot = Robot.objects.get()
    assert robots.allowance(robot, NOW + 10 * SECOND + MINUTE - SECOND) == 19
    assert robots.allowance(robot, NOW + 10 * SECOND + MINUTE) == 20


def test_what_was_refused_or_never_answered_counts_too(cast, heard, stopped):
    heard.answers = [310000]
    told(cast, 1)
    deliver()
    Robot.objects.update(resume_at=None)
    assert robots.allowance(Robot.objects.get(), NOW) == 19
    RobotMessage.objects.update(state=MessageState.SENDING, ended_at=None)
    assert robots.allowance(Robot.objects.get(), NOW + 9 * MINUTE) == 19


def test_other_robots_have_their_own_allowance(cast, heard):
    told(cast, 25)
    told(cast, 3, cast.stranger, first=100)
    deliver()
    assert [h.channel for h in heard.said].count("wecom") == 3
    assert states() == {NoticeState.SENT}


# --- Refused: tried again, later and later ---


def test_refused_for_certain_it_is_tried_again_and_said_once(cast, heard, stopped):
    heard.answers = [310000]
    told(cast, 1)
    done = deliver()
    assert (done.sent, done.failed) == (0, 1)
    [notice] = by_robot()
    assert (notice.state, notice.attempts, notice.next_at) == (NoticeState.PENDING, 1, NOW + MINUTE)
    assert notice.last_error.startswith("errcode 310000")
    stopped.move_to(NOW + MINUTE - SECOND)
    assert deliver().sent == 0 and heard.asked == 1
    stopped.move_to(NOW + MINUTE)
    assert deliver().sent == 1
    assert len(heard.said) == 1
    robot = Robot.objects.get()
    assert (robot.failures, robot.resume_at, robot.last_error) == (0, None, "")


def test_a_robot_that_failed_is_silent_and_then_says_all_in_one(cast, heard, stopped):
    heard.answers = [310000]
    told(cast, 10)
    deliver()
    assert heard.asked == 1, "the other nine do not run against the same wall"
    assert {n.state for n in by_robot()} == {NoticeState.PENDING}
    stopped.move_to(NOW + MINUTE)
    deliver()
    assert ["待办10件" in text for text in heard.texts()] == [True]


def test_a_robot_that_stays_broken_is_given_up_where_operators_see_it(cast, heard, stopped):
    told(cast, 2)
    waits = []
    for _ in range(MOST_ATTEMPTS + 2):
        heard.answers = [93000]
        before = stopped.moment
        deliver()
        if states() == {NoticeState.FAILED}:
            break
        stopped.move_to(Robot.objects.get().resume_at)
        waits.append((stopped.moment - before) / MINUTE)
    assert waits[:8] == [1, 2, 4, 8, 16, 32, 60, 60]
    assert heard.said == [] and states() == {NoticeState.FAILED}
    assert {n.pk for n in queries.failed(cast.government)} == {n.pk for n in by_robot()}
    assert not queries.failed(cast.other_government)
    assert "errcode 93000" in by_robot()[0].last_error
    heard.answers = []
    stopped.forward(2 * 60 * MINUTE)
    assert deliver().sent == 0, "given up is given up"
    assert send_again(queries.failed()) == 2
    assert deliver().sent == 2


@pytest.mark.parametrize(
    ("who", "code", "minutes"), [("clerk", 130101, 10), ("stranger", 45009, 1), ("clerk", 310000, 1)]
)
def test_a_service_that_says_too_fast_is_left_alone_as_long_as_it_blocks(cast, heard, stopped, who, code, minutes):
    heard.answers = [code]
    told(cast, 1, getattr(cast, who))
    deliver()
    assert Robot.objects.get().resume_at == NOW + minutes * MINUTE
    stopped.move_to(NOW + minutes * MINUTE - SECOND)
    assert deliver().sent == 0 and heard.asked == 1
    stopped.move_to(NOW + minutes * MINUTE)
    assert deliver().sent == 1


def test_a_title_that_a_service_refuses_goes_without(cast, there, stopped):
    let_speak(cast.government, titles=True)
    there.answers = [310000]
    told(cast, 2)
    deliver()
    stopped.forward(MINUTE)
    assert deliver().sent == 2
    assert "第1件" not in there.texts()[0] and "待办2件" in there.texts()[0]


def test_the_wait_never_overflows():
    assert outbox.backoff(32_000) == outbox.LONGEST_RETRY


# --- Unknown: never again by itself ---


@pytest.mark.parametrize(("answer", "arrived"), [("hang", 1), ("drop", 0), ("garbage", 0), (502, 0)])
def test_where_nobody_knows_it_is_not_sent_again(cast, heard, stopped, answer, arrived):
    heard.answers = [answer]
    told(cast, 1)
    done = deliver()
    assert (done.sent, done.failed, done.unknown) == (0, 0, 1)
    [notice] = by_robot()
    assert (notice.state, notice.next_at) == (NoticeState.UNKNOWN, None)
    assert "不知是否送达" in notice.last_error or notice.last_error == "HTTP 502"
    for _ in range(5):
        stopped.forward(60 * MINUTE)
        assert deliver().sent == 0
    assert heard.asked == 1 and len(heard.said) == arrived
    assert list(queries.unknown(cast.government)) == [notice]
    assert not queries.unknown(cast.other_government) and not queries.failed()
    assert send_again(Notice.objects.all()) == 0


def test_after_an_unknown_one_the_others_still_come(cast, heard, stopped):
    heard.answers = ["drop"]
    told(cast, 3)
    deliver()
    stopped.forward(MINUTE)
    assert deliver().sent == 2
    assert len(heard.said) == 1 and "待办2件" in heard.texts()[0]


def test_a_service_that_does_not_answer_is_asked_once_a_round(cast, heard, stopped, settings):
    settings.NOTICE_ROBOTS = (
        env.Robot("yanggao", "wecom", service.WECOM),
        env.Robot("yunling", "wecom", "wecombot://another"),
    )
    told(cast, 1, cast.clerk, cast.stranger)
    heard.answers = ["drop", "drop"]
    deliver()
    assert heard.asked == 1
    deliver()
    assert heard.asked == 2, "the next round asks for the next one"


# --- Claims ---


def test_a_claim_that_nobody_settles_is_unknown_when_its_lease_ends(cast, heard, stopped):
    told(cast, 1)
    robot = Robot.objects.create(government=cast.government, channel=Channel.DINGTALK)
    said = robots.claim(robot)
    assert robots.claim(robot) is None
    stopped.move_to(NOW + LEASE - SECOND)
    assert deliver().sent == 0 and by_robot()[0].state == NoticeState.SENDING
    stopped.move_to(NOW + LEASE)
    assert deliver().sent == 0 and heard.asked == 0
    assert (by_robot()[0].state, by_robot()[0].last_error) == (NoticeState.UNKNOWN, outbox.CUT_OFF)
    said.message.refresh_from_db()
    assert (said.message.state, said.message.ended_at) == (MessageState.UNKNOWN, NOW + LEASE)


@pytest.mark.parametrize(
    ("state", "left"), [(MessageState.SENT, NoticeState.SENT), (MessageState.REFUSED, NoticeState.PENDING)]
)
def test_an_answer_that_comes_after_all_is_the_truth(cast, heard, stopped, state, left):
    told(cast, 1)
    said = robots.claim(Robot.objects.create(government=cast.government, channel=Channel.DINGTALK))
    stopped.forward(LEASE)
    deliver()
    robots.settle(said.message, services.Outcome(state, "x"), outbox.Delivered())
    assert by_robot()[0].state == left


def test_what_another_took_meanwhile_is_not_said(cast, heard, monkeypatch):
    """A worker whose environment lacks the robot takes rows without its lock, to put them off."""
    told(cast, 2)
    choose = robots.choose

    def late(*arguments):
        chosen, several = choose(*arguments)
        outbox.claim(Notice.objects.filter(pk=chosen[0].pk), NOW)
        return chosen, several

    monkeypatch.setattr(robots, "choose", late)
    deliver()
    assert heard.asked == 0 and RobotMessage.objects.count() == 0


def test_an_answer_does_not_touch_what_a_later_message_carries(cast, heard, stopped):
    told(cast, 1)
    robot = Robot.objects.create(government=cast.government, channel=Channel.DINGTALK)
    first = robots.claim(robot)
    robots.settle(first.message, services.Outcome(MessageState.REFUSED, "x"), outbox.Delivered())
    stopped.forward(MINUTE)
    second = robots.claim(robot)
    robots.settle(first.message, services.Outcome(MessageState.SENT), outbox.Delivered())
    assert (by_robot()[0].state, by_robot()[0].message) == (NoticeState.SENDING, second.message)


# --- What the office and the operator change meanwhile ---


def test_what_the_office_takes_back_is_not_told_any_more(cast, heard):
    told(cast, 1)
    OfficeSetting.objects.filter(government=cast.government).update(until=clock.today())
    deliver()
    assert heard.asked == 0
    assert (by_robot()[0].state, by_robot()[0].last_error) == (NoticeState.FAILED, robots.ENDED)


def test_of_several_kinds_only_the_one_taken_back(cast, heard):
    told(cast, 1)
    tell([cast.clerk], event="signed:1", subject="已签发", at=SENT)
    OfficeSetting.objects.update(value={"kinds": ["news"], "titles": False})
    deliver()
    assert heard.texts() == ["【政府办公提醒】郑晓：您有1条办理情况。\n请登录办公系统查看和办理。"]
    assert [n.state for n in by_robot()] == [NoticeState.FAILED, NoticeState.SENT]


def test_a_robot_that_the_operator_took_away(cast, heard, stopped, settings):
    told(cast, 2)
    settings.NOTICE_ROBOTS = settings.NOTICE_ROBOTS[1:]
    assert deliver().failed == 2
    assert {(n.state, n.attempts, n.last_error) for n in by_robot()} == {(NoticeState.PENDING, 1, robots.NOT_SET)}
    stopped.forward(MINUTE)
    assert deliver().failed == 2 and heard.asked == 0


def test_e_mail_goes_out_even_where_robots_fail(cast, heard, mailoutbox):
    heard.answers = ["drop"]
    tell([cast.director], event="holder:1", subject="待办", at=SENT)
    done = deliver()
    assert (done.sent, done.unknown) == (1, 1) and len(mailoutbox) == 1


# --- Secrets ---


@pytest.mark.parametrize("answer", [None, 310000, 500, "drop", "hang"])
def test_no_address_in_the_log_or_the_database(cast, heard, caplog, answer):
    heard.answers = [answer]
    told(cast, 1)
    with caplog.at_level(logging.DEBUG):
        deliver()
    kept = [str(list(model.objects.values())) for model in (Notice, Robot, RobotMessage)]
    for secret in (service.SIGNING, service.TOKEN, service.KEY):
        assert secret not in "".join([caplog.text, *kept])
    assert ("robot yanggao/dingtalk" in caplog.text) is (answer is not None), "but what went wrong is in the log"


def test_a_matter_s_own_words_stay_out_of_the_group(cast, heard):
    tell([cast.clerk], event="holder:1", subject="待办：拆迁", body="补偿三百万", matter=opened(cast), at=SENT)
    deliver()
    assert not any(word in heard.texts()[0] for word in ("拆迁", "补偿", opened(cast).title))
