"""All models of the core floor, gathered from its rooms for Django's registry."""

from govrules.core.calendar.models import *  # noqa: F403
from govrules.core.deadlines.models import Deadline, Extension, Firing, SweepRun
from govrules.core.feeds.models import CalendarFeed
from govrules.core.files.models import Attachment, Blob
from govrules.core.journal.models import ChainHead, JournalEntry, MatterHead, Seal
from govrules.core.matters.models import (
    Evidence,
    Matter,
    MatterUserObjectPermission,
    Participant,
    Referral,
    Step,
    StepHolder,
    Waiver,
)
from govrules.core.notices.models import Notice
from govrules.core.office.models import (
    ABPair,
    Absence,
    Account,
    Adoption,
    Appointment,
    Boundary,
    Entrustment,
    Government,
    OfficeSetting,
    Official,
    Organ,
    Portfolio,
    Seat,
)
from govrules.core.office.workbook.models import WorkbookImport
from govrules.core.registers.models import EntryVersion, LedgerEntry, LedgerSeries
from govrules.core.texts.models import ArticleText, OfficialText

__all__ = [
    "ABPair", "Absence", "Account", "Adoption", "Appointment", "ArticleText", "Attachment", "Blob", "Boundary",
    "CalendarFeed", "ChainHead", "Deadline", "Entrustment", "EntryVersion", "Evidence", "Extension", "Firing",
    "Government", "JournalEntry", "LedgerEntry", "LedgerSeries", "Matter", "MatterHead", "MatterUserObjectPermission",
    "Notice", "OfficeSetting", "Official", "OfficialText", "Organ", "Participant", "Portfolio", "Referral", "Seal",
    "Seat", "Step", "StepHolder", "SweepRun", "Waiver", "WorkbookImport",
]  # fmt: skip
