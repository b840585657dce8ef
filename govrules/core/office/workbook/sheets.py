"""The form of the workbook: its sheets and columns. Template, reading, report and export all follow this file."""

from __future__ import annotations

from dataclasses import dataclass

KEY, REF, TEXT, NUMBER, YES_NO, KIND, POST, DAY, WORDS, EMAIL, PHONE, LOGIN, ASIDE = (
    "key", "ref", "text", "number", "yes_no", "kind", "post", "day", "words", "email", "phone", "login", "aside",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its heading, the name of its value in a row, how a cell is read, and what the note says."""

    heading: str
    name: str
    reads: str
    note: str
    needed: bool = False
    longest: int = 0
    of: str = ""  # the sheet whose 代号 a reference names
    width: int = 14


@dataclass(frozen=True)
class Sheet:
    """One sheet. `by` names the columns by which a row is known again at the next import."""

    title: str
    about: str
    columns: tuple[Column, ...]
    by: tuple[str, ...] = ("key",)
    unit: str = "行"

    @property
    def dated(self) -> bool:
        return self.by != ("key",)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _key(longest: int, example: str) -> Column:
    note = f"必填。本表内不重复，由字母、数字、“-”“_”组成，如 {example}。再次导入时凭代号认出同一行，请不要改。"
    return Column("代号", "key", KEY, note, needed=True, longest=longest, width=20)


def _ref(heading: str, name: str, of: str, note: str, needed: bool = True) -> Column:
    return Column(heading, name, REF, note, needed=needed, of=of, width=20)


def _aside(heading: str, name: str) -> Column:
    return Column(heading, name, ASIDE, "仅供对照，导入时不看。", width=24)


SINCE = Column("自", "since", DAY, "从这一天起。写 2026-06-01 或 2026年6月1日；留空的，从导入所按的日期起。", width=14)
UNTIL = Column("至", "until", DAY, "从这一天起不再是。仍在继续的留空；要终止的，在原来的行里填上日期。", width=14)

ORGANS = Sheet(
    "单位", "办公室、部门、乡镇、直属事业单位和来往的其他机关，一个单位一行。", (
        _key(40, "jiaoyu"),
        Column("全称", "name", TEXT, "必填。公文用的全称。", needed=True, longest=60, width=30),
        Column("简称", "short_name", TEXT, "必填。页面上用的简称。", needed=True, longest=30, width=18),
        Column("类别", "kind", KIND, "必填。从下拉列表中选。", needed=True, width=18),
        Column("发文代字", "code", TEXT, "如 阳教字；没有的留空。", longest=20),
        Column("职权领域", "fields", WORDS, "几项之间用“、”隔开，如 教育、体育。", longest=200, width=24),
        Column("排序", "order", NUMBER, "整数，小的在前；留空的，新单位按行的先后排，原有的不变。", width=8),
        Column("在用", "is_active", YES_NO, "是或否；留空的，新单位为是，原有的不变。", width=8),
    ), unit="个",
)  # fmt: skip
SEATS = Sheet(
    "岗位", "要有人担任的位置，一个位置一行：六位副职是六个岗位。", (
        _key(60, "jiaoyu-head"),
        Column("名称", "title", TEXT, "必填。页面上用的名称，如 县教育局局长。", needed=True, longest=60, width=26),
        Column("职务", "post", POST, "必填。从下拉列表中选，是工作规则中的职务。", needed=True, width=24),
        _ref("单位", "organ", ORGANS.title, "所在单位的代号；政府领导的岗位不属于任何单位，留空。", needed=False),
        Column("排序", "order", NUMBER, "整数，小的在前；留空的，新岗位按行的先后排，原有的不变。", width=8),
    ), unit="个",
)  # fmt: skip
OFFICIALS = Sheet(
    "干部", "每人一行。", (
        _key(40, "zhaomingyuan"),
        Column("姓名", "name", TEXT, "必填。", needed=True, longest=30),
        Column("邮箱", "email", EMAIL, "用来收通知；没有的留空。", longest=254, width=26),
        Column("电话", "phone", PHONE, "没有的留空。", longest=30, width=16),
        Column("在职", "is_active", YES_NO,
               "是或否；留空的，新干部为是，原有的不变。填“否”以前要先免去他的岗位。", width=8),
        Column("登录名", "login", LOGIN,
               "填了就建立登录账号，没有密码，由系统管理员设定后才能登录；留空的不建。", longest=150, width=18),
    ), unit="人",
)  # fmt: skip
APPOINTMENTS = Sheet(
    "任职", "谁自哪一天起担任哪个岗位。", (
        _ref("岗位", "seat", SEATS.title, "必填。岗位的代号。"),
        _ref("干部", "official", OFFICIALS.title, "必填。干部的代号。"),
        SINCE, UNTIL, _aside("岗位名称", "seat_title"), _aside("姓名", "official_name"),
    ), by=("seat", "official", "since"), unit="项",
)  # fmt: skip
PORTFOLIOS = Sheet(
    "分管", "哪位政府领导（按岗位）分管哪个单位。", (
        _ref("单位", "organ", ORGANS.title, "必填。单位的代号。"),
        _ref("领导岗位", "seat", SEATS.title, "必填。分管领导岗位的代号。"),
        SINCE, UNTIL, _aside("单位简称", "organ_name"), _aside("岗位名称", "seat_title"),
    ), by=("organ", "seat", "since"), unit="项",
)  # fmt: skip
PAIRS = Sheet(
    "AB角", "岗位的担任者不在时由哪个岗位代行；工作规则没有规定AB角的不填。", (
        _ref("A角岗位", "seat", SEATS.title, "必填。岗位的代号。"),
        _ref("B角岗位", "counterpart", SEATS.title, "必填。代行的岗位的代号。"),
        SINCE, UNTIL, _aside("A角名称", "seat_title"), _aside("B角名称", "counterpart_title"),
    ), by=("seat", "counterpart", "since"), unit="项",
)  # fmt: skip
SHEETS = (ORGANS, SEATS, OFFICIALS, APPOINTMENTS, PORTFOLIOS, PAIRS)
BASE = (ORGANS, SEATS, OFFICIALS)
BY_TITLE = {sheet.title: sheet for sheet in SHEETS}
ABOUT, CHOICES = "说明", "选项"  # sheets of the template that say something and are not read
EXPLAINING = frozenset({ABOUT, CHOICES})
YES, NO = "是", "否"
