"""Two workers that send at once, and workers killed between claiming, sending and marking."""

import re
import signal
from collections import Counter
from pathlib import Path

import pytest

from govrules.core import clock
from govrules.core.notices.actions import tell
from govrules.core.notices.models import Notice, NoticeState
from govrules.core.notices.outbox import LEASE
from tests.core import children
from tests.core.deadlines.scenes import SENT

CHILD = "tests.core.notices.child"


def sent(folder: Path) -> Counter[str]:
    """How often each Message-ID was sent."""
    return Counter(i for f in folder.iterdir() for i in re.findall(r"^Message-ID: (.+)$", f.read_text(), re.M))


def waiting(cast, number: int) -> None:
    for n in range(number):
        tell([cast.finance_head, cast.resources_head], event=f"e:{n}", subject="请会签", at=SENT)


def let_leases_end() -> None:
    Notice.objects.filter(state=NoticeState.SENDING).update(next_at=clock.wall() - LEASE)


def test_two_workers_at_once_send_everything_once(lasting_cast, tmp_path):
    waiting(lasting_cast, 30)
    said = children.finish(*(children.start(CHILD, str(tmp_path)) for _ in range(2)))
    assert sum(int(s.split()[-1]) for s in said) == 60
    assert len(sent(tmp_path)) == 60 and set(sent(tmp_path).values()) == {1}
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}


@pytest.mark.parametrize(("dies", "first", "copies"), [("claimed", 0, 1), ("sent", 1, 2)])
def test_a_worker_killed_meanwhile_loses_nothing(lasting_cast, tmp_path, dies, first, copies):
    """Killed before sending, nothing was sent; killed before marking, a second copy goes out under the same id."""
    tell([lasting_cast.finance_head], event="e:1", subject="请会签", at=SENT)
    worker = children.start(CHILD, str(tmp_path), dies)
    worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGKILL and sum(sent(tmp_path).values()) == first
    children.finish(children.start(CHILD, str(tmp_path)))
    assert sum(sent(tmp_path).values()) == first  # the claim still holds
    let_leases_end()
    children.finish(children.start(CHILD, str(tmp_path)))
    assert list(sent(tmp_path).values()) == [copies]
    assert set(Notice.objects.values_list("state", flat=True)) == {NoticeState.SENT}
