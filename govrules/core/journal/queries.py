"""Reading the journal for the pages."""

from __future__ import annotations

from typing import Any

from govrules.core import clock
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter
from govrules.core.office.queries import holders_on
from govrules.core.wording import moment


def journal_of(matter: Matter) -> list[dict[str, Any]]:
    """The record of a matter, oldest first, as the pages write it."""
    lines = list(JournalEntry.objects.filter(matter=matter).select_related("actor", "in_place_of").order_by("seq"))
    places = {line.pk: (line.in_place_of_id, clock.date_of(line.at)) for line in lines if line.in_place_of_id}
    names = holders_on(places.values())
    return [
        {
            "at": line.at, "when": moment(line.at), "who": line.actor.name if line.actor else "系统", "text": line.text,
            "place": f"{line.in_place_of.title}{names.get(places[line.pk], '')}" if line.in_place_of else "",
            "article": line.article,
        }
        for line in lines
    ]  # fmt: skip
