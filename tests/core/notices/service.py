"""DingTalk and WeCom as they answer a group robot, on this machine: what was said, and every way to refuse it.

with service() as there:  there.said, there.answers.extend(["hang", 310000, 500]), there.now = …
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.wecombot import NotifyWeComBot

SIGNING, TOKEN, KEY = "SECsigning77", "token4711", "key-0815"
DINGTALK, WECOM = f"dingtalk://{SIGNING}@{TOKEN}", f"wecombot://{KEY}"
RATE = 20
TOO_FAST = {"dingtalk": 130101, "wecom": 45009}


@dataclass(frozen=True)
class Heard:
    """One message as a group saw it."""

    channel: str
    text: str
    mobiles: tuple[str, ...]


@dataclass
class There:
    """The service. `answers` are given once each, in order, before its usual ones."""

    said: list[Heard] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    asked: int = 0
    now: Callable[[], float] = time.time
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lock: Any = field(default_factory=threading.Lock)
    let_go: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def texts(self) -> list[str]:
        return [heard.text for heard in self.said]

    def take(self, heard: Heard) -> int:
        """The errcode: a robot is refused above its rate, and what was refused counts as well."""
        moments = self.taken[heard.channel]
        moments.append(self.now())
        if sum(moment > self.now() - 60 for moment in moments) > RATE:
            return TOO_FAST[heard.channel]
        self.said.append(heard)
        return 0


class Door(BaseHTTPRequestHandler):
    there: There

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked, there = urlsplit(self.path), self.there
        with there.lock:
            there.asked += 1
            answer = there.answers.pop(0) if there.answers else None
        if answer == "hang":  # it took the message, and its answer never comes
            self.take(asked.path, parse_qs(asked.query), body)
            there.let_go.wait(20)
        elif answer == "drop":
            self.connection.close()
        elif answer == "garbage":
            self.say(200, b"<html>welcome to the hotel</html>")
        elif isinstance(answer, int) and answer < 600:
            self.say(answer, b"no")
        elif isinstance(answer, int):
            mine = f" of {SIGNING}" if asked.path == "/robot/send" else ""
            self.errcode(answer, f"refused for {asked.query}{mine}")
        else:
            self.errcode(self.take(asked.path, parse_qs(asked.query), body), "said")

    def take(self, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> int:
        if path == "/robot/send":
            if query["access_token"] != [TOKEN] or query["sign"] != [signature(query["timestamp"][0])]:
                return 310000
            heard = Heard("dingtalk", body["text"]["content"], tuple(body["at"]["atMobiles"]))
        else:
            if query["key"] != [KEY]:
                return 93000
            heard = Heard("wecom", body["text"]["content"], tuple(body["text"]["mentioned_mobile_list"]))
            assert len(heard.text.encode()) <= 2048
        with self.there.lock:
            return self.there.take(heard)

    def errcode(self, code: int, words: str) -> None:
        self.say(200, json.dumps({"errcode": code, "errmsg": words}).encode())

    def say(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def signature(timestamp: str) -> str:
    """As DingTalk's documentation says."""
    digest = hmac.new(SIGNING.encode(), f"{timestamp}\n{SIGNING}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def reach(address: str) -> None:
    """Let the plugins of this process reach the service at this address instead of the real ones."""
    NotifyDingTalk.notify_url = address + "/robot/send?access_token={token}"
    NotifyWeComBot.notify_url = address + "/cgi-bin/webhook/send?key={key}"


@contextmanager
def service() -> Iterator[There]:
    there, before = There(), (NotifyDingTalk.notify_url, NotifyWeComBot.notify_url)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Here", (Door,), {"there": there}))
    server.daemon_threads = True
    there.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    reach(there.address)
    try:
        yield there
    finally:
        NotifyDingTalk.notify_url, NotifyWeComBot.notify_url = before
        there.let_go.set()
        server.shutdown()
        server.server_close()
