"""Word drafts as offices write them, made with python-docx; and the XML that it does not know."""

import io
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
TITLE = "关于修缮东关水渠的请示"


@dataclass
class Writer:
    """Writes a draft line by line, in the order of the calls."""

    document: Document = field(default_factory=docx.Document)

    def line(self, text: str, *, centred: bool = False, size: int | None = None, style: str | None = None) -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        run = paragraph.add_run(text)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if size:
            run.font.size = Pt(size)
        return paragraph

    def title(self, *lines: str) -> "Writer":
        for text in lines or (TITLE,):
            self.line(text, centred=True, size=22)
        return self

    def lines(self, *texts: str) -> "Writer":
        for text in texts:
            self.line(text)
        return self

    def xml(self, inner: str) -> "Writer":
        """Add a block of XML before the section's own settings."""
        name, _, rest = inner.partition(" ") if inner.startswith("<w:p ") else inner.partition(">")
        element = parse_xml(f"{name} {NAMESPACES}>{rest}")
        self.document.element.body.insert(-1, element)
        return self

    def numbered(self, text: str, num_id: int, level: int = 0) -> "Writer":
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
        return self.xml(f"<w:p><w:pPr>{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")

    def file(self, name: str = "") -> io.BytesIO:
        file = io.BytesIO()
        self.document.save(file)
        if name:
            file.name = name
        return file
