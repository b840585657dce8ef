"""What a meeting and its papers are called: 阳高县人民政府常务会议."""

from __future__ import annotations

from govrules.core.office.models import Government
from govrules.rulebook.schema import Body


def name_of(government: Government, body: Body) -> str:
    """The body's full name: the rules shorten the government's (县政府常务会议)."""
    short = f"{government.place[-1:]}政府"
    return f"{government.name}{body.title.removeprefix(short)}"
