"""A Word draft taken in: its title, recipients and paragraphs as text. Nothing else of the file is kept.

What cannot be taken (pictures, footnotes …) is named, so that the drafter knows what he must look after himself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree

from documents.submission import numbering
from documents.submission.docx_text import Piece, Reader
from govrules.core.errors import BadInput, Why
from govrules.core.files.kinds import KINDS
from govrules.core.files.packages import office_fault
