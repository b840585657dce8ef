"""Several printed pages and the PDF files that belong to them, in one file with an outline."""

import io
from collections.abc import Iterable, Iterator

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from .page import Bundle, Printed
from .render import render_pdf

LONGEST = 400  # pages of one annex: a whole book is not part of a file


def render_bundle(bundle: Bundle, files: Iterable[tuple[str, bytes]]) -> Printed:
    """The pages, then each file (name, bytes); what cannot be read is named in `missing` and left out."""
    writer, missing, faces = PdfWriter(), [], []
    for part in bundle.parts:
        printed = render_pdf(part)
        append(writer, part.heading, PdfReader(io.BytesIO(printed.pdf)))
        faces += printed.faces
        missing += printed.missing
    for name, data in files:
        missing += [f"附件“{name}”{why}，未并入" for why in appended(writer, name, data)]
    writer.add_metadata({"/Title": bundle.heading})
    out = io.BytesIO()
    writer.write(out)
    return Printed(out.getvalue(), len(writer.pages), tuple(dict.fromkeys(faces)), tuple(dict.fromkeys(missing)))


def appended(writer: PdfWriter, name: str, data: bytes) -> Iterator[str]:
    """Append one file, or say why not."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            yield "设有密码"
        elif len(reader.pages) > LONGEST:
            yield f"超过{LONGEST}页"
        else:
            append(writer, name, reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "不是完好的PDF"


def append(writer: PdfWriter, name: str, reader: PdfReader) -> None:
    """All pages of a file under one entry of the outline; scripts and forms of a file do not come along."""
    first = len(writer.pages)
    for page in reader.pages:
        added = writer.add_page(page)
        for key in ("/Annots", "/AA"):
            added.pop(key, None)
    writer.add_outline_item(title=name, page_number=first)
