"""DingTalk and WeCom through apprise: its plugins know their addresses, check them and sign; the rest is here.

What apprise's own `send` leaves out and we cannot do without: both services answer a refused message with HTTP 200 and
an `errcode`, which it takes for success; it makes one `False` of a refusal and of an answer that never came, which must
be sent again and must not; it encodes DingTalk's signature twice; and it cannot mention anybody in WeCom.

What comes back is in our own words: the errors of the HTTP client name the address, which is a secret.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from json import dumps
from typing import Any

import requests
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.wecombot import NotifyWeComBot
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

from govrules import env
from govrules.core.notices.models import Channel, MessageState

TIMEOUT = (5, 15)  # seconds: to connect, to wait for the answer; both far below a claim's lease
NOT_NOW = 503
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Outcome:
    """Sent, refused for certain, or unknown, and why.

    `too_fast`: the service says that its limit is passed. `answered` is False where no answer came at all.
    """

    state: MessageState
    words: str = ""
    too_fast: bool = False
    answered: bool = True


class Heard:
    """What both plugins share: the message is posted once, and the answer read."""

    too_fast: frozenset[int]
    outcome = Outcome(MessageState.REFUSED, "消息没有发出")

    def post(self, url: str, payload: Mapping[str, Any], params: Mapping[str, str] | None = None) -> bool:
        body = dumps(payload, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        try:
            answer = requests.post(
                url, data=body, params=params, headers=headers, timeout=TIMEOUT, allow_redirects=False
            )
        except requests.RequestException as error:
            self.outcome = failed(error)
        else:
            self.outcome = read(answer, self.too_fast)
        return self.outcome.state == MessageState.SENT


class DingTalk(Heard, NotifyDingTalk):
    """A robot of a DingTalk group (钉钉群机器人); `targets` are the mobile numbers that it mentions."""

    too_fast = frozenset({130101, 410100})

    def send(self, body: str, **_: Any) -> bool:
        payload = {"msgtype": "text", "text": {"content": body}, "at": {"atMobiles": self.targets, "isAtAll": False}}
        params = {}
        if self.secret:
            timestamp, signature = self.get_signature()
            params = {"timestamp": timestamp, "sign": self.unquote(signature)}
        return self.post(self.notify_url.format(token=self.token), payload, params)


class WeCom(Heard, NotifyWeComBot):
    """A robot of a WeCom group (企业微信群机器人); `targets` are the mobile numbers that it mentions."""

    too_fast = frozenset({45009, 45033})

    def __init__(self, targets: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.targets = list(targets)

    def send(self, body: str, **_: Any) -> bool:
        payload = {"msgtype": "text", "text": {"content": body, "mentioned_mobile_list": self.targets}}
        return self.post(self.notify_url.format(key=self.key), payload)


@dataclass(frozen=True)
class Service:
    """A service's own limits, nothing of the law: `rate` messages of a robot in any `PER`, else none for `pause`."""

    plugin: type[DingTalk] | type[WeCom]
    rate: int
    pause: timedelta


PER = timedelta(minutes=1)
# open.dingtalk.com, 自定义机器人接入: 20 messages a minute each, above it none for 10 minutes.
# developer.work.weixin.qq.com, 群机器人配置说明: 20 messages a minute each.
SERVICES = {
    Channel.DINGTALK: Service(DingTalk, 20, timedelta(minutes=10)),
    Channel.WECOM: Service(WeCom, 20, timedelta(minutes=1)),
}


def say(robot: env.Robot, text: str, mobiles: Sequence[str]) -> Outcome:
    """Have a robot say something once, mentioning these mobile numbers. Never raises, and never names the address."""
    plugin = SERVICES[Channel(robot.channel)].plugin
    try:
        talking = plugin(**plugin.parse_url(robot.address) | {"targets": list(mobiles)})
        talking.notify(body=text)
    except Exception as error:
        return Outcome(MessageState.UNKNOWN, f"程序出错（{type(error).__name__}），不知是否送达")
    return replace(talking.outcome, words=masked(talking.outcome.words, robot))


def masked(words: str, robot: env.Robot) -> str:
    """A service's own words without any part of the address."""
    for secret in robot.address.partition("://")[2].strip("/").split("@"):
        words = words.replace(secret, "***")
    return words[:LONGEST_WORDS]


def read(answer: requests.Response, too_fast: frozenset[int]) -> Outcome:
    """What an answer means. Only the services' own `errcode` 0 is a success; what a gateway says may mean anything."""
    status = answer.status_code
    if status != requests.codes.ok:
        refused = status < 500 or status == NOT_NOW
        state = MessageState.REFUSED if refused else MessageState.UNKNOWN
        return Outcome(state, f"HTTP {status}", status == requests.codes.too_many_requests)
    try:
        said = answer.json()
        code = int(said["errcode"])
    except (ValueError, TypeError, KeyError):
        return Outcome(MessageState.UNKNOWN, "应答无法识别，不知是否送达")
    if code == 0:
        return Outcome(MessageState.SENT)
    return Outcome(MessageState.REFUSED, f"errcode {code}：{said.get('errmsg', '')}", code in too_fast)


def failed(error: requests.RequestException) -> Outcome:
    """Refused where nothing can have left this machine; else nobody knows."""
    kind = type(error).__name__
    if never_left(error):
        return Outcome(MessageState.REFUSED, f"连不上服务（{kind}）", answered=False)
    return Outcome(MessageState.UNKNOWN, f"没有等到应答（{kind}），不知是否送达", answered=False)


def never_left(error: requests.RequestException) -> bool:
    """No connection, or none that we trust: the address unknown, the port closed, the certificate another's."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(reason, SSLError):
        return any(isinstance(part, ssl.SSLCertVerificationError) for part in reason.args)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError | ProxyError)
