"""The parts of a document as rows and HTML, without drawing them: no Pango is needed."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.printing import OfficialPage, layout, parts
from documents.printing.faces import Ruler
from documents.printing.grid import PITCH, SMALL_LINE
from documents.printing.header import header
from documents.printing.markup import attribute, escaped, line_html, spacing_css, thousandths
from documents.printing.paginate import Row
from documents.printing.style import official
from documents.printing.text import heading
from tests.printing.cast import MINUTES, REPLY, REQUEST, with_text

RULER = Ruler()
EVIL = "<script>alert('x')</script><img src=http://example.org/a.png onerror=alert(1)>&amp;\"'"


class Reader(HTMLParser):
    """Collects the elements and the text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.pieces: list[str] = []
        self.labels: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.labels += [value for name, value in attrs if name == "data-label" and value]

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def read(page: OfficialPage) -> Reader:
    return Reader(layout.html(page, RULER))


def texts(rows: list[Row]) -> list[str]:
    return [Reader(row.markup).text for row in rows]


# --- escaping -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"title": EVIL}, {"mark": EVIL}, {"number": EVIL}, {"recipients": EVIL}, {"body": (EVIL,)}, {"note": EVIL},
        {"attachments": (EVIL,)}, {"attachments": (EVIL, EVIL)}, {"organ": EVIL}, {"date": EVIL}, {"contact": EVIL},
        {"cc": EVIL}, {"issuer": EVIL}, {"issued_on": EVIL}, {"people": ((EVIL, (EVIL,)),)},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
@pytest.mark.parametrize("document", [replace(REPLY, seal=None), REQUEST, MINUTES], ids=lambda page: page.layout)
def test_no_field_can_bring_an_element(document: OfficialPage, changes: dict[str, object]) -> None:
    page = read(replace(document, **changes))
    assert {"script", "img"}.isdisjoint(page.tags)
    assert "alert(" in page.text


def test_signers_cannot_either() -> None:
    assert "script" not in read(replace(REQUEST, signers=(EVIL, EVIL))).tags


@settings(deadline=None)
@given(st.text())
def test_escaped_text_reads_as_it_was(text: str) -> None:
    visible = text.replace("\r", "").replace("\x00", "")  # what HTML itself reads otherwise
    assert Reader(f"<p>{escaped(visible)}</p>").text == visible


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_an_attribute_reads_as_it_was(text: str) -> None:
    assert Reader(f'<p data-label="{attribute(text)}">').labels == ([text] if text else [])


def test_rare_characters_are_set_apart() -> None:
    assert escaped("张䶮、王<") == "张<i>䶮</i>、王&lt;"
    assert escaped("张三") == "张三"


# --- the text -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", [REPLY, REQUEST, MINUTES], ids=lambda page: page.layout)
def test_all_the_text_is_there_and_in_order(document: OfficialPage) -> None:
    text = read(document).text
    at = 0
    for piece in (document.mark, document.number, *document.body, document.organ, document.issuer):
        found = text.find(piece, at)
        assert found >= 0, piece
        at = found


def test_headings_are_bookmarks() -> None:
    page = read(
        replace(
            REPLY,
            title="关于同意建设的批复",
            body=("一、总体要求", "正文。", "（一）加强领导。各单位要落实。", "1.责任。"),
        )
    )
    assert page.labels == ["关于同意建设的批复", "一、总体要求", "（一）加强领导"]
    assert [tag for tag in page.tags if tag in {"h1", "h2", "h3"}] == ["h1", "h2", "h3"]


def test_a_title_of_several_lines_is_one_bookmark() -> None:
    assert read(replace(REPLY, title="关于同意\n建设的批复", body=("正文。",))).labels == ["关于同意建设的批复"]


def test_a_heading_of_two_lines_sticks_to_its_text_whole() -> None:
    rows = parts.paragraph(heading("一、" + "总体要求和主要目标" * 4), RULER)
    assert len(rows) == 2
    assert all(row.sticks for row in rows)


def test_a_heading_that_runs_on_does_not_stick() -> None:
    assert not any(row.sticks for row in parts.paragraph(heading("（一）加强领导。" + "各单位要落实。" * 10), RULER))


def test_a_document_may_be_nearly_empty() -> None:
    bare = OfficialPage(layout="issued", mark="", number="", title="", body=())
    assert read(bare).text.strip() == ""
    assert read(bare).tags.count("section") == 1


def test_a_line_feed_in_a_paragraph_begins_another() -> None:
    assert texts(parts.body(replace(REPLY, body=("甲。\n\n　　乙。",)), RULER)) == ["甲。", "乙。"]


# --- attachments, signature, notes --------------------------------------------------------------------------


def test_one_attachment_has_no_number() -> None:
    rows = parts.attachments(replace(REPLY, attachments=("资金表。",)), RULER)
    assert texts(rows) == ["附件：资金表"]
    assert rows[0].gap == pytest.approx(PITCH)


def test_several_are_numbered_and_empty_names_left_out() -> None:
    rows = parts.attachments(replace(REPLY, attachments=("资金表", " ", "明细表；", "办法")), RULER)
    assert texts(rows) == ["附件：1.资金表", "2.明细表", "3.办法"]
    assert [row.gap for row in rows] == [pytest.approx(PITCH), 0, 0]


def test_the_signature_is_one_row() -> None:
    row = parts.signature(REPLY, RULER)[0]
    assert (row.height, row.gap) == (pytest.approx(2 * PITCH), pytest.approx(2 * PITCH))
    assert Reader(row.markup).text == "阳高县人民政府2026年6月8日"


def test_without_a_seal_there_is_no_picture_and_one_blank_line() -> None:
    row = parts.signature(replace(REPLY, seal=None), RULER)[0]
    assert "img" not in Reader(row.markup).tags
    assert row.gap == pytest.approx(PITCH)


@pytest.mark.parametrize(("organ", "date", "lines"), [("甲", "", 1), ("", "2026年6月8日", 1), ("", "", 0)])
def test_what_is_not_there_takes_no_line(organ: str, date: str, lines: int) -> None:
    rows = parts.signature(replace(REPLY, organ=organ, date=date, seal=None), RULER)
    assert sum(row.height for row in rows) == pytest.approx(lines * PITCH)


def test_the_text_before_the_signature_and_what_follows_stay_with_it() -> None:
    rows = layout.rows(REPLY, RULER)
    at = next(at for at, row in enumerate(rows) if 'class="sign"' in row.markup)
    assert rows[at - 1].sticks
    assert rows[at].sticks  # the note comes after it
    assert not rows[at + 1].sticks


def test_brackets_round_the_notes_are_not_doubled() -> None:
    rows = parts.notes(replace(REPLY, note="（此件公开发布）", contact="联系人：甲"), RULER)
    assert texts(rows) == ["（联系人：甲）", "（此件公开发布）"]


def test_more_is_kept_free_under_a_seal() -> None:
    assert parts.clearance(replace(REPLY, note="")) > parts.clearance(REPLY) == PITCH
    assert parts.clearance(replace(REPLY, note="", seal=None)) == PITCH


# --- header and imprint -------------------------------------------------------------------------------------


def test_the_header_grows_with_the_title_and_the_signers() -> None:
    one = header(replace(REQUEST, title="关于放假的通知"), RULER).height
    two = header(replace(REQUEST, title="关于放假的\n通知"), RULER).height
    assert two - one == pytest.approx(22 * 25.4 / 72 + PITCH - 16 * 25.4 / 72)
    three = header(replace(REQUEST, title="关于放假的通知", signers=("甲", "乙", "丙")), RULER).height
    assert three - one == pytest.approx(PITCH)


def test_text_goes_on_right_under_a_header_without_a_title() -> None:
    with_title, without = (header(replace(MINUTES, title=title), RULER).height for title in ("纪要", ""))
    assert with_title > without


def test_the_imprint_is_as_high_as_its_lines() -> None:
    _, alone = layout.imprint(replace(REPLY, cc=""), RULER)
    _, one = layout.imprint(replace(REPLY, cc="县委办公室"), RULER)
    _, many = layout.imprint(REPLY, RULER)
    assert one - alone == pytest.approx(SMALL_LINE + 0.25)
    assert many - one == pytest.approx(2 * SMALL_LINE)


def test_no_office_no_imprint() -> None:
    assert layout.imprint(replace(REPLY, issuer=" "), RULER) == ("", 0.0)


@pytest.mark.parametrize("characters", range(0, 2400, 75))
def test_pages_are_even_and_only_the_last_has_the_imprint(characters: int) -> None:
    sheets, foot = layout.sheets(replace(with_text(REPLY, characters), seal=None), RULER)
    assert len(sheets) % 2 == 0
    assert [sheet.imprint for sheet in sheets].index(True) == len(sheets) - 1
    assert "印发" in foot


# --- lines as HTML ------------------------------------------------------------------------------------------


def test_the_usual_line_needs_no_style() -> None:
    assert line_html(parts.plain("中国", 0)) == '<p class="l">中国</p>'
    assert line_html(parts.plain("中国", 11.1)) == '<p class="l" style="padding-left:11.1000mm">中国</p>'


def test_a_line_in_one_face_is_one_element() -> None:
    markup = parts.paragraph(heading("一、总体要求"), RULER)[0].markup
    assert Reader(markup).tags == ["h2"]
    assert 'class="l hei"' in markup


def test_spacing_goes_by_thousandths_and_is_not_cut_off() -> None:
    assert thousandths(-0.01296) == -13
    assert spacing_css(-13) == "-0.0131em"
    assert spacing_css(7) == "0.0071em"
    assert spacing_css(0) == "0"


def test_the_style_sheet_reaches_for_nothing() -> None:
    css = official(RULER)
    assert "url(" not in css
    assert "@import" not in css
    assert "@font-face" not in css
