"""The printed page: official documents by GB/T 9704-2012, and office forms, as PDF or for Word.

Pure Python without Django. `docx` is imported by itself, as `documents.printing.docx`.
"""

from .engine import PrintingUnavailable, available
from .page import Bundle, Column, OfficialPage, Printed, SheetPage
from .render import render_pdf
from .seals import UnreadableSeal

__all__ = [
    "Bundle",
    "Column",
    "OfficialPage",
    "Printed",
    "PrintingUnavailable",
    "SheetPage",
    "UnreadableSeal",
    "available",
    "render_pdf",
]
