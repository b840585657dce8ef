"""An operator's process that loads the notice of 2027 and is struck by `kill -9`: `… loading_child WHEN DIES`.

DIES: "loaded" (the notice is loaded, nothing is counted yet), "first page" (one matter of several is counted).
"""

import os
import signal
import sys
from datetime import datetime
from typing import Any, NoReturn

import django

django.setup()

from govrules.core import clock  # noqa: E402
from govrules.core.deadlines import recount  # noqa: E402
from tests.core.deadlines.scenes import load_2027  # noqa: E402

count_page = recount._recompute


def die(*_: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def count_one_and_die(*arguments: Any) -> int:
    recount._recompute = die
    return count_page(*arguments)


def main(when: str, dies: str) -> None:
    recount.PAGE = 1
    recount._recompute = die if dies == "loaded" else count_one_and_die
    with clock.frozen(datetime.fromisoformat(when)):
        recount.recompute(load_2027())


if __name__ == "__main__":
    main(*sys.argv[1:])
