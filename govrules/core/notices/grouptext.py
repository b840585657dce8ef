"""What a robot says in a group: who has how much to do, and where; a matter's title only where the office says so.

The members of a group are not the participants of a matter, and what is written there is kept by a service outside.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django.conf import settings

from govrules.core.notices.kinds import KINDS, kind_of
from govrules.core.notices.models import Notice

HEADER = "【政府办公提醒】"  # the word to give where a robot asks for a keyword (自定义关键词)
PEOPLE = 20  # in one message, which WeCom cuts at 2048 bytes
LONGEST_NAME, LONGEST_TITLE = 10, 100
UNITS = {"todo": "件", "deadline": "条", "news": "条"}
MOBILE = re.compile(r"(?:\+?86)?(1\d{10})")


def single(notices: Sequence[Notice], titles: bool) -> str:
    """One event, told to some people."""
    first = notices[0]
    names = "、".join(plain(n.recipient.name)[:LONGEST_NAME] for n in notices)
    kind = kind_of(first.event)
    what = plain(first.subject)[:LONGEST_TITLE] if titles else f"您有1{UNITS[kind]}{KINDS[kind]}"
    return f"{HEADER}{names}：{what}。\n{where()}"


def digest(notices: Iterable[Notice]) -> str:
    """Many events in one message: how many of each kind for each person, without titles."""
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    names: dict[int, str] = {}
    for notice in notices:
        counted[notice.recipient_id][kind_of(notice.event)] += 1
        names[notice.recipient_id] = plain(notice.recipient.name)[:LONGEST_NAME]
    lines = [
        f"{names[person]}：" + "、".join(f"{KINDS[kind]}{kinds[kind]}{UNITS[kind]}" for kind in KINDS if kinds[kind])
        for person, kinds in counted.items()
    ]
    return "\n".join([HEADER, *lines, where()])


def where() -> str:
    return f"请登录办公系统查看和办理：{settings.PORTAL}" if settings.PORTAL else "请登录办公系统查看和办理。"


def plain(text: str) -> str:
    """Without what a service would read as a mention of its own."""
    return text.translate({ord("<"): "＜", ord(">"): "＞", ord("@"): "＠"})


def mobiles(notices: Iterable[Notice]) -> list[str]:
    """Whom the message mentions: those with a mobile number; the others are only named."""
    read = (MOBILE.fullmatch(re.sub(r"[\s-]", "", notice.recipient.phone)) for notice in notices)
    return list(dict.fromkeys(found[1] for found in read if found))
