"""Two workers on one robot at once, and workers killed between claiming, saying and noting: never twice."""

import re
import signal
from collections import Counter

import pytest

from govrules.core import clock
from govrules.core.notices.actions import tell
from govrules.core.notices.models import Channel, Notice, NoticeState, RobotMessage
from govrules.core.notices.outbox import LEASE
from tests.core import children
from tests.core.cast import Cast
from tests.core.deadlines.scenes import SENT
from tests.core.notices.conftest import let_speak
from tests.core.notices.service import There

CHILD = "tests.core.notices.robot_child"


@pytest.fixture
def waiting(lasting_cast: Cast, robots: None) -> Cast:
    let_speak(lasting_cast.government)
    for n in range(30):
        tell([lasting_cast.clerk, lasting_cast.vice_director], event=f"holder:{n}", subject="待办", at=SENT)
    return lasting_cast


def counted(there: There) -> Counter[str]:
    """How many events the group was told of, by person."""
    found: Counter[str] = Counter()
    for text in there.texts():
        if "您有1件" in text:
            found.update(text.partition("】")[2].partition("：")[0].split("、"))
        found.update({name: int(count) for name, count in re.findall(r"^(\w+)：待办(\d+)件$", text, re.M)})
    return found


def states() -> dict[str, int]:
    return dict(Counter(Notice.objects.filter(channel=Channel.DINGTALK).values_list("state", flat=True)))


def test_two_workers_at_once_keep_the_limit_and_tell_everything_once(waiting: Cast, there: There) -> None:
    said = children.finish(*(children.start(CHILD, there.address) for _ in range(2)))
    assert sum(int(s.split()[-1]) for s in said) == 60
    assert there.asked == len(there.said) == RobotMessage.objects.count() == 20
    assert counted(there) == {"郑晓": 30, "吴敏": 30}
    assert states() == {NoticeState.SENT: 60}


@pytest.mark.parametrize(("dies", "told"), [("claimed", 0), ("said", 1)])
def test_a_worker_killed_meanwhile_never_leads_to_a_second_copy(
    waiting: Cast, there: There, dies: str, told: int
) -> None:
    """Whether it was killed before or after the call, nobody can tell: the event stays unknown, the others go out."""
    worker = children.start(CHILD, there.address, dies)
    worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGKILL and len(there.said) == told
    assert states() == {NoticeState.SENDING: 2, NoticeState.PENDING: 58}
    children.finish(children.start(CHILD, there.address))
    assert states() == {NoticeState.SENDING: 2, NoticeState.SENT: 58}, "the claim still holds"
    Notice.objects.filter(state=NoticeState.SENDING).update(next_at=clock.wall() - LEASE)
    RobotMessage.objects.filter(state="sending").update(lease_until=clock.wall() - LEASE)
    children.finish(children.start(CHILD, there.address))
    assert states() == {NoticeState.UNKNOWN: 2, NoticeState.SENT: 58}
    assert set(counted(there).values()) == {29 + told}
