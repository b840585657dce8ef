"""Loading the demo as of a moment: the calendar, the office, the story, and the office's clock."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from govrules.core import clock
from govrules.core.calendar.actions import fill_from_package, start_clock
from govrules.core.calendar.models import CalendarYear
from govrules.demo.people import PASSWORD, Office, operator
from govrules.demo.story import ZONE, Story
from govrules.demo.yanggao import documents

__all__ = ["ZONE", "load", "logins"]
SHOWN = (
    ("jiaoyu-clerk", "县教育局办公室，拟请示、征求意见"), ("jiaoyu-head", "县教育局局长，签批"),
    ("caizheng-head", "县财政局局长，回复会签"), ("liuzhigang", "县政府办公室主任，审核、明确代行"),
    ("wanglihua", "副县长，代张伟副县长（AB角）"), ("zhaomingyuan", "县长，审批、签发"),
    ("tianyu", "县政府办文书，编号印发"), ("admin", "系统管理员，后台"),
)  # fmt: skip


def load(as_of: datetime | None = None) -> Story:
    """Everything of the demo, as it stands at a moment of the office's time (now by default)."""
    at = as_of or clock.wall()
    if not CalendarYear.objects.exists():
        fill_from_package(at)
    with clock.frozen(at):
        office = Office("yanggao").set_up()
        operator(at)
    story = Story(office, at)
    documents.tell(story)
    story.play()
    if as_of:
        start_clock(as_of)
    (settings.PLACES.data / "demo_logins.txt").write_text(logins(), "utf-8")
    return story


def logins() -> str:
    """The demo's log-ins as `make run` prints them."""
    lines = [f"  {name:<14}{what}" for name, what in SHOWN]
    return "演示账号（密码都是 " + PASSWORD + "）：\n" + "\n".join(lines) + "\n"
