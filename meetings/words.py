"""The states of all kinds of this floor, as the pages say them."""

from __future__ import annotations

from collections.abc import Mapping

from meetings.attendance.states import State as Excuse
from meetings.calling.states import State as Meeting
from meetings.coordination.states import State as Coordination
from meetings.events.states import State as Event
from meetings.items.states import State as Item
from meetings.minutes.states import State as Minutes
from meetings.party.states import State as Party

ROOMS = (Item, Meeting, Excuse, Minutes, Event, Coordination, Party)
WORDS: Mapping[str, str] = {value: str(label) for states in ROOMS for value, label in states.choices}
# What those who prepare it have to do next, by state.
TO_DO: Mapping[str, str] = {
    Item.DRAFT: "议题拟提，待提出", Item.RETURNED: "议题退回补充，待再提出",
    Meeting.PLANNED: "待编排议程", Meeting.FIXED: "议程已定，待发通知", Meeting.OPEN: "会议进行中，待记录、散会",
    Minutes.DRAFTING: "纪要待起草、送签", Minutes.RETURNED: "纪要退回修改，待再送签",
    Minutes.SIGNED: "纪要已签发，待印发",
    Party.DRAFT: "报党委事项拟报，待送审签", Party.RETURNED: "报党委事项退回修改，待再送审签",
    Party.APPROVED: "报党委事项已审定，待报送", Party.SENT: "已报党委，待登记答复",
    Event.DRAFT: "会议活动拟报，待报批", Event.RETURNED: "会议活动退回补充，待再报批",
}  # fmt: skip
