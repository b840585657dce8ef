"""A worker that tells groups, as a process of its own: `python -m tests.core.notices.robot_child ADDRESS [DIES]`.

DIES names where it is struck by `kill -9`: "claimed" (before the call), "said" (before it is noted).
"""

import os
import signal
import sys
from typing import Any, NoReturn

import django

django.setup()

from django.conf import settings  # noqa: E402

from govrules import env  # noqa: E402
from govrules.core.notices import delivery, robots, services  # noqa: E402
from tests.core.notices import service  # noqa: E402


def die(*_: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def main(address: str, dies: str = "") -> None:
    service.reach(address)
    settings.NOTICE_ROBOTS = (env.Robot("yanggao", "dingtalk", service.DINGTALK),)
    if dies == "claimed":
        services.say = die
    if dies == "said":
        robots.settle = die
    print(delivery.deliver().sent)


if __name__ == "__main__":
    main(*sys.argv[1:])
