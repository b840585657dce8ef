"""A Word draft taken in: its title, recipients and paragraphs as text. Nothing else of the file is kept.

What is not taken is named, so that the drafter knows what to look after: pictures and the like, and what the
program writes itself (mark, number, signature, imprint).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from itertools import takewhile
from typing import BinaryIO

from govrules.core.errors import BadInput, Why
from govrules.core.files.names import clean
from govrules.core.files.sniff import sniff
from govrules.core.files.word.parts import MB, NotReadable, open_parts
from govrules.core.files.word.text import Piece, pieces

MOST_BYTES, MOST_CHARACTERS = 50 * MB, 200_000
LONGEST_TITLE, MOST_TITLE_LINES = 200, 5
HEAD_LINES = 8
KINDS_OF_TEXT = "请示|报告|函|意见|通知|批复|方案|汇报|说明|通报|决定|纪要|总结|规划|办法|规定"
SECRET = re.compile(r"(绝密|机密|秘密)(\s*[★☆].*)?")
MARK = re.compile(
    r"(?!.*关于).{2,40}文件|.{1,20}[〔\[［(（]\s*\d{4}\s*[〕\]］)）]\s*第?\s*\d+\s*号.*|签发人[：:].*"
    r"|(特急|加急|急件|平急|特提)|\d{6}"
)
WHOLE_TITLE = re.compile(rf".*({KINDS_OF_TEXT})([（(][^）)]*[）)])?")
PLAIN_TITLE = re.compile(rf"[^。；：]{{0,40}}关于[^。；：]{{2,80}}({KINDS_OF_TEXT})([（(][^）)]*[）)])?")
BRACKETED = re.compile(r"[（(][^）)]*[）)]")
RECIPIENTS = re.compile(r"[^。；！？“”]{2,150}[：:]")
LEADING_IN = re.compile(r".*(如下|以下|下列|认为|建议|指出|要求|强调|分别是|问题|情况)[：:]")
NUMBERED = re.compile(r"([一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、])")
IMPRINT = re.compile(r"(抄送|抄报|分送|主送)[：:].*|.{2,40}\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*印发")
NOTE = re.compile(r"[（(].*(联系人|联系电话|此件).*[）)]")
FIGURES = "[〇○零一二三四五六七八九十]"
ORGAN_ENDS = "局|委|会|办|室|府|中心|院|厅|队|组|部|站|处|所|校|司|社|馆|行|团"
ORGAN = rf"[^，。；：！？、]{{2,30}}({ORGAN_ENDS})([（(].*[）)])?"
SIGNATURE = re.compile(ORGAN)
DATE = re.compile(
    rf"({ORGAN}\s+)?(\d{{4}}|{FIGURES}{{4}})\s*年\s*([\d×xX]{{1,2}}|{FIGURES}{{1,2}})?\s*月"
    rf"\s*([\d×xX]{{1,2}}|{FIGURES}{{1,3}})?\s*日"
)
ANNEXES, ANNEX = re.compile(r"附件\s*[：:]"), re.compile(r"\d{1,2}\s*[.．、]")


@dataclass(frozen=True)
class Draft:
    """What was read; `dropped` are words for what was not taken over."""

    title: str
    recipients: tuple[str, ...]
    paragraphs: tuple[str, ...]
    dropped: tuple[str, ...]


def read_docx(file: BinaryIO) -> Draft:
    """Read a .docx; `BadInput` says what is wrong with the file and what to do."""
    name = clean(getattr(file, "name", None) or "Word 草稿.docx")
    file.seek(0, os.SEEK_END)
    if file.tell() > MOST_BYTES:
        raise _refusal(name, f"太大，导入的文件不得超过 {MOST_BYTES // MB} MB")
    kind = sniff(file, name)
    if kind.ending != "docx":
        raise _refusal(name, f"是{kind.label}，正文只能从 .docx 文件导入")
    try:
        found, lost = pieces(open_parts(file))
    except NotReadable as fault:
        raise _refusal(name, str(fault)) from fault
    if not found:
        raise _refusal(name, "里面没有文字（扫描件和图片里的文字读不出来）")
    if sum(len(piece.text) for piece in found) > MOST_CHARACTERS:
        raise _refusal(name, "的文字太多，不像是一件公文")
    _refuse_secret(name, found)
    return _Shaping(found, lost).draft()


def _refusal(name: str, fault: str) -> BadInput:
    remedy = "请在 Word 或 WPS 中另存为 .docx 再导入，或者把文字粘贴到正文框里。"
    return BadInput(Why(f"“{name}”{fault}。", remedy=remedy))


def _refuse_secret(name: str, found: list[Piece]) -> None:
    """This is not a classified system."""
    marked = next((piece.text for piece in found[:HEAD_LINES] if SECRET.fullmatch(piece.text)), "")
    if marked:
        remedy = "请按保密规定办理，不要上传，并删除本机上的副本。"
        raise BadInput(Why(f"“{name}”标有密级“{marked}”，涉密文件不得进入本系统。", remedy=remedy))


class _Shaping:
    """Takes the parts of an official document off the lines, from the top and from the bottom."""

    def __init__(self, found: list[Piece], lost: list[str]) -> None:
        self.lines, self.lost = list(found), list(lost)

    def draft(self) -> Draft:
        # 1. from the top: mark and number, title, recipients
        self._drop_mark()
        title, recipients = self._title(), self._recipients()
        # 2. from the bottom: imprint, note, date and signature, list of annexes
        self._drop_last(IMPRINT, "版记")
        self._drop_last(NOTE, "附注")
        self._drop_signature()
        self._drop_annexes()
        # 3. the rest is the body
        return Draft(title, recipients, tuple(line.text for line in self.lines), tuple(dict.fromkeys(self.lost)))

    def _drop_mark(self) -> None:
        """Everything down to the last line of the mark, as far as it stands above the title."""
        above = list(takewhile(lambda line: "关于" not in line.text, self.lines[:HEAD_LINES]))
        if len(above) == len(self.lines[:HEAD_LINES]):  # no such title: only what is surely a mark
            above = list(takewhile(lambda line: _is(line, MARK), above))
        leading = max((place + 1 for place, line in enumerate(above) if _is(line, MARK)), default=0)
        if leading:
            del self.lines[:leading]
            self.lost.append("文件头（发文机关标志、字号等）")

    def _title(self) -> str:
        if self.lines and not self.lines[0].stands_out:
            return self._take(1) if _is(self.lines[0], PLAIN_TITLE) else ""
        title = ""
        for count, line in enumerate(self.lines):
            if count == MOST_TITLE_LINES or not _goes_on(title, line):
                return self._take(count)
            title += line.text
        return self._take(len(self.lines))

    def _take(self, count: int) -> str:
        taken, self.lines = self.lines[:count], self.lines[count:]
        return "".join(line.text for line in taken)

    def _recipients(self) -> tuple[str, ...]:
        line = self.lines[0].text if self.lines else ""
        if not RECIPIENTS.fullmatch(line) or LEADING_IN.fullmatch(line) or NUMBERED.match(line):
            return ()
        return _split_recipients(self._take(1)[:-1])

    def _drop_last(self, pattern: re.Pattern[str], word: str) -> None:
        while self.lines and _is(self.lines[-1], pattern):
            self.lines.pop()
            self.lost.append(word)

    def _drop_signature(self) -> None:
        """The date, and above it the names of the organs that sign."""
        if self.lines and _is(self.lines[-1], DATE):
            self._drop_last(DATE, "落款和成文日期")
            self._drop_last(SIGNATURE, "落款和成文日期")

    def _drop_annexes(self) -> None:
        start = next((i for i in reversed(range(len(self.lines))) if ANNEXES.match(self.lines[i].text)), None)
        if start is not None and all(ANNEX.match(line.text) for line in self.lines[start + 1 :]):
            del self.lines[start:]
            self.lost.append("附件说明（请另行上传附件）")


def _is(line: Piece, pattern: re.Pattern[str]) -> bool:
    """A long line is none of these, and is not searched."""
    return len(line.text) <= LONGEST_TITLE and pattern.fullmatch(line.text) is not None


def _goes_on(title: str, line: Piece) -> bool:
    """Whether a line is one more line of the title."""
    if not line.stands_out or line.text.endswith(("。", "：", ":", "；")) or NUMBERED.match(line.text):
        return False
    if WHOLE_TITLE.fullmatch(title) and not BRACKETED.fullmatch(line.text):
        return False
    return len(title) + len(line.text) <= LONGEST_TITLE


def _split_recipients(text: str) -> tuple[str, ...]:
    """Names between commas; between pauses only where there is no comma (县政府各委、办、局 is one)."""
    parts = [part.strip() for part in re.split(r"[，,；;]", text)]
    if len(parts) == 1:
        names = [part.strip() for part in re.split(r"[、]", text)]
        parts = names if all(len(name) > 1 for name in names) else parts
    return tuple(part for part in parts if part)
