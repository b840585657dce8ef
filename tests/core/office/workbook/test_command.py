"""`manage.py office`: the same import from the machine's own console."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from govrules.core.office.models import Appointment
from govrules.core.office.workbook.models import WorkbookImport
from tests.core.office.hours import FRIDAY, TOMORROW, last_line
from tests.core.office.workbook.books import add, changed, exported, find, write

pytestmark = pytest.mark.usefixtures("monday", "store")


@pytest.fixture
def run(cast, capsys):
    def command(what: str, file: Path, *words: str) -> tuple[int, str]:
        code = 0
        try:
            call_command("office", what, str(file), "--government", "yanggao", *words)
        except SystemExit as left:
            code = int(left.code or 0)
        return code, capsys.readouterr().out

    return command


@pytest.fixture
def file(cast, tmp_path) -> Path:
    def change(book):
        write(book["任职"], find(book["任职"], 岗位="finance_head"), 至=FRIDAY)
        add(book["岗位"], 代号="free", 名称="空岗", 职务="副县长")
        add(book["任职"], 岗位="free", 干部="clerk")

    path = tmp_path / "人员.xlsx"
    path.write_bytes(changed(exported(cast.government), change))
    return path


def test_a_dry_run_tells_and_writes_nothing(run, file):
    code, said = run("import", file, "--dry-run")
    assert code == 0
    assert "任职第12行 终止 褚建国任县财政局局长　自2024年3月1日；至：（空） → 2026年6月5日" in said
    assert said.endswith("没有错误，共有3项改动，未导入\n")
    assert WorkbookImport.objects.count() == 0
    assert Appointment.objects.filter(until=FRIDAY).count() == 0


def test_it_imports_and_the_second_time_there_is_nothing_to_do(cast, run, file):
    code, said = run("import", file, "--as-of", "2026-06-02")
    assert (code, said.splitlines()[-1]) == (0, "已导入，共改动3项")
    assert Appointment.objects.get(seat__key="free").since == TOMORROW
    assert last_line(cast).act == "import" and last_line(cast).actor is None
    code, said = run("import", file, "--as-of", "2026-06-03")
    assert (code, said) == (0, "与现有资料一致，没有需要导入的\n")


def test_as_data(run, file):
    code, said = run("import", file, "--json")
    told = json.loads(said)
    assert (code, told["applied"], told["errors"], told["changes"]) == (0, True, 0, 3)
    assert {item["verb"] for item in told["items"]} == {"same", "add", "end"}


def test_errors_end_red_and_nothing_is_imported(cast, run, tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(changed(exported(cast.government), lambda book: write(book["干部"], 2, 邮箱="?", 姓名=" 赵立民")))
    code, said = run("import", path)
    assert code == 1
    assert "错误 干部第2行“邮箱”：“?”不是邮箱地址。" in said and "提示 干部第2行“姓名”：" in said
    assert said.endswith("有1处错误，整份都没有导入\n")
    code, said = run("import", path, "--json", "--dry-run")
    assert (code, json.loads(said)["applied"]) == (1, False)


def test_template_and_export_are_written_and_nothing_is_overwritten(run, tmp_path):
    for what in ("template", "export"):
        path = tmp_path / f"{what}.xlsx"
        assert run(what, path) == (0, f"已写入 {path}\n")
        assert run("import", path, "--dry-run")[1] == "与现有资料一致，没有需要导入的\n"
        with pytest.raises(CommandError, match="已有文件"):
            run(what, path)


def test_what_cannot_be_done_is_said(cast, run, tmp_path):
    with pytest.raises(CommandError, match="读不到文件"):
        run("import", tmp_path / "nowhere.xlsx")
    (tmp_path / "text.xlsx").write_text("姓名")
    with pytest.raises(CommandError, match="两者不符"):
        run("import", tmp_path / "text.xlsx")
    with pytest.raises(CommandError, match="“昨天”不是日期"):
        run("export", tmp_path / "out.xlsx", "--as-of", "昨天")
    with pytest.raises(CommandError, match="没有代号为“nowhere”的政府，现有：yanggao、yunling"):
        call_command("office", "export", str(tmp_path / "out.xlsx"), "--government", "nowhere")
