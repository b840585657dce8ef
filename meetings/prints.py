"""The prints of the meetings floor (see `documents.prints.kinds`)."""

from __future__ import annotations

from collections.abc import Mapping

from documents.prints.kinds import Print
from documents.prints.models import PrintKind
from meetings.minutes import major, printing

PRINTS: Mapping[tuple[str, str], Print] = {
    ("minutes", PrintKind.MINUTES): Print(printing.minutes_page, may_earlier=printing.keeps),
    ("minutes", PrintKind.APART): Print(printing.apart_page, printing.has_apart, printing.keeps),
    ("meeting", PrintKind.AGENDA): Print(
        lambda matter: printing.agenda_page(printing.meeting_of(matter)), printing.sees_agenda
    ),
    ("meeting", PrintKind.NOTICE): Print(lambda matter: printing.notice_page(printing.meeting_of(matter))),
    ("meeting", PrintKind.SIGN_IN): Print(
        lambda matter: printing.sign_in_page(printing.meeting_of(matter)), printing.sees_agenda
    ),
    ("agenda_item", PrintKind.FILE): Print(major.bundle, major.may_see, major.may_see),
}
