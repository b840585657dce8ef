"""The sheet 说明: how the workbook is filled in and what an import does, in plain words, with examples."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govrules.core.wording import day

ABOUT = (
    ("填写顺序", "先填“单位”，再填“岗位”和“干部”，最后填“任职”“分管”“AB角”。红底的列必填，灰底的列可以不填。"),
    ("代号", "每个单位、岗位、干部都有一个代号，由字母、数字、“-”“_”组成。导入时凭代号认人认岗位，不凭姓名："
            "改姓名、改名称可以，改代号就成了另一个。"),
    ("日期", "写 2026-06-01、2026年6月1日，或者 Excel 的日期。“至”是不再担任的第一天："
            "6月1日免职，“至”填 6月1日。"),
    ("先核对", "上传以后先逐行核对，不改动任何资料：哪一行、哪一列、错在哪里、怎么改，一次全部列出。"
            "有一处错误，整份都不导入。"),
    ("再确认", "核对无误后，看清新增、变更、终止各是哪些，再按“确认导入”。要么全部登记，要么一项也不登记。"
            "核对以后资料又有变化的，不会导入，请按新的核对结果再确认。"),
    ("再次导入", "只登记有变化的行；没有变化的行不动，也不留记录。可以先“导出现有人员”，改好再导入。"),
    ("没有列入的", "系统里有、工作簿里没有的，一律不动，核对结果中标为“未列入”。删去一行不等于免职。"),
    ("怎样免职", "在“任职”表原来的那一行填上“至”。分管、AB角的终止也这样填。已经终止的不能再改。"),
    ("怎样换人", "原来那一行填上“至”，另起一行写新的人，“自”填同一天。一个岗位同一天只有一个人，"
            "一个单位同一天只有一位分管领导。"),
    ("怎样停用", "单位停用，“在用”填“否”；干部离职，“在职”填“否”。都要先把有关的任职填上“至”。"),
    ("登录账号", "“干部”表的“登录名”填了就建立账号。账号没有密码，由系统管理员设定密码后才能登录。"),
    ("谁能导入", "系统管理员可以导入全部；政府办公室工作人员可以导入任职、分管和AB角的变动。"),
    ("不要做", "不要用公式，不要合并单元格，不要改表名和列名。整张表或整列可以删去，删去的视为没有说，原样不动。"),
)  # fmt: skip
EXAMPLES = {
    "单位": {"key": "jiaoyu", "name": "某某县教育局", "short_name": "县教育局", "kind": "政府部门", "code": "某教字",
           "fields": "教育、体育", "order": "10", "is_active": "是"},
    "岗位": {"key": "jiaoyu-head", "title": "县教育局局长", "post": "部门主要负责人", "organ": "jiaoyu",
           "order": "100"},
    "干部": {"key": "zhangsan", "name": "张三", "email": "zhangsan@example.cn", "phone": "0352-6620000",
           "is_active": "是", "login": "zhangsan"},
    "任职": {"seat": "jiaoyu-head", "official": "zhangsan", "since": "2026-06-01"},
    "分管": {"organ": "jiaoyu", "seat": "deputy-1", "since": "2026年6月1日"},
    "AB角": {"seat": "deputy-1", "counterpart": "deputy-2", "since": "2026-06-01"},
}  # fmt: skip


def about(government: str, on: date) -> Iterator[tuple[str, str]]:
    """Heading and text of each paragraph; the first says whose workbook it is."""
    yield f"{government}人员工作簿", f"{day(on, 0)}下载。导入时以登录者所在的政府为准，与这一行无关。"
    yield from ABOUT
