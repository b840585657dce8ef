"""What the address of a list asks for: its filter, its year, a day."""

from __future__ import annotations

from django.http import HttpRequest

from govrules.core import clock

YEARS_BACK = 50


def query_of(request: HttpRequest) -> str:
    """The filter as it stands, for the links of the pager and the export."""
    kept = request.GET.copy()
    for name in ("page", "export"):
        kept.pop(name, None)
    return kept.urlencode()


def year_of(request: HttpRequest) -> int:
    """The year asked for, this one by default."""
    asked, this = request.GET.get("year", ""), clock.today().year
    return int(asked) if asked.isdecimal() and this - YEARS_BACK < int(asked) <= this + 1 else this
