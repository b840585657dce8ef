"""A worker that sweeps, as a process of its own: `python -m tests.core.deadlines.child WHEN [DIES]`.

DIES names the place at which it is struck by `kill -9`: "claim" (the rungs of a batch are claimed), "consequence"
(what follows has been done), "batch" (it has been done to two of many), "notices" (all is done but the commit).
"""

import os
import signal
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NoReturn

import django

django.setup()

from govrules.core import registry  # noqa: E402
from govrules.core.deadlines import sweep, volley  # noqa: E402
from govrules.core.deadlines.models import Deadline  # noqa: E402
from tests.core.deadlines.scenes import SILENCE, deem, each  # noqa: E402


def die(*_: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def deem_and_die(*arguments: Any) -> NoReturn:
    deem(*arguments)
    die()


def deem_two_and_die(deadlines: Sequence[Deadline], at: datetime) -> NoReturn:
    each(deem)(deadlines[:2], at)
    die()


def main(when: str, dies: str = "") -> None:
    ends = {"consequence": each(deem_and_die), "batch": deem_two_and_die}
    registry.consequences = lambda: {SILENCE: ends.get(dies, each(deem))}
    if dies == "claim":
        volley.record_many = die
    if dies == "notices":
        sweep.notices_of = die
    run = sweep.sweep(datetime.fromisoformat(when), batch=10)
    print(run.warned, run.passed, run.acted, run.failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
