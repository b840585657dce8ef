"""Kinds of notices, among which an office chooses what its group robots tell; which event is of which kind."""

ROBOTS = "robots"  # the key of the office's own rule (本办规定) on its group robots
KINDS = {"todo": "待办", "deadline": "期限提醒", "news": "办理情况"}
OF_EVENT = {
    "holder": "todo",
    "held": "todo",
    "ask": "todo",
    "reply-opened": "todo",
    "dispatch-returned": "todo",
    "deadline": "deadline",
    "remind": "deadline",
    "cadence": "deadline",
}


def kind_of(event: str) -> str:
    """The kind of an event by its first word; what is neither work nor a date is news."""
    return OF_EVENT.get(event.partition(":")[0], "news")
