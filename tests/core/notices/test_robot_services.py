"""What the services answer, and what of it is sent, refused for certain, or unknown; never with the address."""

import logging

import pytest
import requests
from apprise.plugins.dingtalk import NotifyDingTalk
from urllib3.exceptions import MaxRetryError, ProxyError, SSLError

from govrules import env
from govrules.core.notices import services
from govrules.core.notices.models import MessageState
from govrules.core.notices.services import failed, say
from tests.core.notices.service import DINGTALK, KEY, SIGNING, TOKEN, WECOM, Heard, reach

SENT, REFUSED, UNKNOWN = MessageState.SENT, MessageState.REFUSED, MessageState.UNKNOWN
DING, WE = env.Robot("yanggao", "dingtalk", DINGTALK), env.Robot("yunling", "wecom", WECOM)
PHONE = "13800000001"


@pytest.mark.parametrize("robot", [DING, WE])
def test_it_is_said_once_and_mentions_whom_it_concerns(there, robot):
    assert say(robot, "张三：您有1件待办", [PHONE]).state == SENT
    assert there.said == [Heard(robot.channel, "张三：您有1件待办", (PHONE,))]


def test_dingtalk_is_signed_as_it_documents(there):
    """Apprise's own way encodes the signature twice: this service, like the real one's documentation, refuses that."""
    assert say(DING, "x", []).state == SENT
    another = env.Robot("yanggao", "dingtalk", f"dingtalk://SECother@{TOKEN}")
    assert say(another, "x", []).words.startswith("errcode 310000")
    apprises_own = NotifyDingTalk(**NotifyDingTalk.parse_url(DINGTALK))
    apprises_own.request_rate_per_sec = 0
    assert apprises_own.send(body="x") is True, "and takes the refusal for a success"
    assert there.asked == 3 and len(there.said) == 1


def test_a_robot_without_a_signing_secret_signs_nothing(monkeypatch):
    plugin = services.DingTalk(**services.DingTalk.parse_url(f"dingtalk://{TOKEN}"))
    sent = {}
    monkeypatch.setattr(plugin, "post", lambda url, payload, params: sent.update(params) or True)
    assert plugin.send(body="x") and sent == {}


@pytest.mark.parametrize(
    ("answer", "state", "words", "too_fast"),
    [
        (310000, REFUSED, "errcode 310000", False),
        (130101, REFUSED, "errcode 130101", True),
        (410100, REFUSED, "errcode 410100", True),
        (404, REFUSED, "HTTP 404", False),
        (429, REFUSED, "HTTP 429", True),
        (302, REFUSED, "HTTP 302", False),
        (503, REFUSED, "HTTP 503", False),
        (500, UNKNOWN, "HTTP 500", False),
        (502, UNKNOWN, "HTTP 502", False),
        (504, UNKNOWN, "HTTP 504", False),
        ("garbage", UNKNOWN, "应答无法识别", False),
        ("drop", UNKNOWN, "没有等到应答（ConnectionError）", False),
        ("hang", UNKNOWN, "没有等到应答（ReadTimeout）", False),
    ],
)
def test_what_an_answer_means(there, answer, state, words, too_fast):
    there.answers.append(answer)
    outcome = say(DING, "x", [])
    assert (outcome.state, outcome.too_fast) == (state, too_fast)
    assert outcome.words.startswith(words)
    assert outcome.answered is (answer not in ("drop", "hang"))
    assert there.asked == 1, "nothing is tried twice within one call"


@pytest.mark.parametrize("code", [45009, 45033])
def test_wecom_has_its_own_word_for_too_fast(there, code):
    there.answers.append(code)
    assert say(WE, "x", []).too_fast
    there.answers.append(code)
    assert not say(DING, "x", []).too_fast


def test_where_nobody_listens_nothing_was_sent(there):
    reach("http://127.0.0.1:1")
    outcome = say(DING, "x", [])
    assert (outcome.state, outcome.answered) == (REFUSED, False)
    assert outcome.words == "连不上服务（ConnectionError）"


def test_a_name_that_nobody_knows_is_no_delivery_either(there):
    reach("http://nowhere.invalid")
    assert say(DING, "x", []).state == REFUSED


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (ProxyError("no proxy", OSError()), REFUSED),
        (SSLError(services.ssl.SSLCertVerificationError("another's")), REFUSED),
        (SSLError(services.ssl.SSLEOFError("gone")), UNKNOWN),
    ],
)
def test_only_what_surely_never_left_counts_as_refused(reason, state):
    assert failed(requests.ConnectionError(MaxRetryError(None, f"/?key={KEY}", reason))).state == state


def test_an_error_without_a_word_is_unknown():
    assert failed(requests.RequestException()).state == UNKNOWN


def test_a_mistake_of_our_own_is_unknown_and_names_nothing(there, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError(f"cannot post to {TOKEN}")

    monkeypatch.setattr(services.requests, "post", broken)
    outcome = say(DING, "x", [])
    assert outcome.state == UNKNOWN and outcome.words == "程序出错（RuntimeError），不知是否送达"


@pytest.mark.parametrize("answer", [None, 310000, 500, "drop", "hang"])
@pytest.mark.parametrize("robot", [DING, WE])
def test_no_secret_in_any_word_or_log(there, caplog, answer, robot):
    """The service here repeats the whole address in its refusal, and every library logs what it does."""
    there.answers.append(answer)
    with caplog.at_level(logging.DEBUG):
        outcome = say(robot, "x", [])
    for secret in (SIGNING, TOKEN, KEY):
        assert secret not in outcome.words + repr(outcome) + repr(robot) + caplog.text


def test_the_limits_are_the_services_own():
    assert {name.value: (s.rate, s.pause.total_seconds()) for name, s in services.SERVICES.items()} == {
        "dingtalk": (20, 600),
        "wecom": (20, 60),
    }
