"""The command: each subcommand for people and with --json, and errors in one line with exit code 2."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from govrules.rulebook import RulebookError
from govrules.rulebook.cli import Hooks, Reply, main
from govrules.rulebook.jsonschema import schema_text
from tests.rulebook.samples import RULES, changed, folder

YANGGAO = "yanggao-2024"


@dataclass(frozen=True)
class Period:
    last_day: date
    counted: tuple[date, ...]
    provisional: bool = False


def every_day_is_a_workday(start, count, unit, direction):
    """A calendar for these tests only."""
    step = timedelta(days=1 if direction == "after" else -1)
    days = tuple(start + step * n for n in range(1, count + 1))
    return Period(days[-1], tuple(sorted(days)), provisional=start.year == 2099)


HOOKS = Hooks(built=lambda: frozenset({"length", "submit"}), reckon=every_day_is_a_workday)


@pytest.fixture
def run(capsys):
    def ask(*words, hooks=HOOKS):
        code = main([str(word) for word in words], hooks)
        out, err = capsys.readouterr()
        return code, out, err

    return ask


@pytest.fixture
def data(run):
    def ask(*words):
        code, out, err = run(*words, "--json")
        assert (code, err) in ((0, ""), (1, ""))
        return json.loads(out)

    return ask


def test_list_names_the_rulebooks(run, data):
    code, out, _ = run("list")
    assert code == 0
    assert "yanggao-2024  阳高县人民政府工作规则  阳政发〔2024〕1号  2024-02-22起施行  共46条" in out
    (book,) = [book for book in data("list") if book["id"] == YANGGAO]
    assert (book["articles"], book["in_force"], book["government"]) == (46, "2024-02-22", "阳高县人民政府")
    assert len(book["sha256"]) == 64


def test_show_tells_an_article(run, data):
    code, out, _ = run("show", YANGGAO, "31")
    assert code == 0
    assert "第三十一条" in out
    assert "第三十二条" not in out
    assert "[deadlines.countersign_reply] 原则上：" in out
    assert "[deadlines.countersign_reply_township] 未作规定：" in out
    (article,) = data("show", YANGGAO, "31")["by_article"]
    assert [provision["id"] for provision in article["provisions"]][:2] == ["YG-31-1", "YG-31-2"]
    reply = next(element for element in article["elements"] if element["key"] == "countersign_reply")
    assert (reply["section"], reply["count"], reply["on_pass"]) == ("deadlines", 5, "deemed_no_objection")


def test_show_tells_all_articles(run, data):
    _, out, _ = run("show", YANGGAO)
    assert "第一条" in out
    assert "第四十六条" in out
    assert "（程序不作处理）" in out
    assert [article["article"] for article in data("show", YANGGAO)["by_article"]] == list(range(1, 47))


def test_validate_accepts_a_sound_folder(run, data, tmp_path):
    place = folder(tmp_path / "sample")
    code, out, _ = run("validate", place)
    assert (code, out) == (0, "sample-2030：11项，没有发现错误\n")
    assert data("validate", place)["id"] == "sample-2030"


def test_validate_names_the_fault_in_one_line(run, tmp_path):
    place = folder(tmp_path / "sample", changed(RULES, "count = 3", "count = 0"))
    assert run("validate", place) == (
        2, "", "rulebook.toml:deadlines.countersign_reply.count：应不小于1，现为 0\n",
    )  # fmt: skip


def test_validate_of_nothing_is_an_error(run, tmp_path):
    code, _, err = run("validate", tmp_path / "nowhere")
    assert code == 2
    assert "文件不存在或读不出来" in err


def test_route_tells_the_steps_in_order_with_articles(run, data):
    facts = ("--fact", "doc_kind=request", "--fact", "major=true", "--fact", "portfolios=2")
    code, out, _ = run("route", YANGGAO, "incoming", *facts)
    assert code == 0
    assert out.splitlines()[1:] == [
        "1. 县政府办公室主任审核（第三十二条，必须）",
        "2. 县政府分管领导（分管主办单位）审批（第三十二条，必须）",
        "3. 县政府分管领导（分管所涉单位）审批（第三十二条，必须，根据需要）",
        "4. 县长审批（第三十二条，必须）",
    ]
    steps = data("route", YANGGAO, "incoming", *facts)["steps"]
    assert [(step["act"], step["post"], step["group"]) for step in steps] == [
        ("review", "office_director", 1), ("approve", "portfolio_leader", 2),
        ("approve", "portfolio_leader", 3), ("approve", "head", 4),
    ]  # fmt: skip


def test_steps_side_by_side_share_a_line(run):
    _, out, _ = run("route", YANGGAO, "leave", "--fact", "leave_post=township_head")
    assert out.splitlines()[2] == (
        "2. 县长阅知（第四十三条，必须）；县政府分管领导（分管主办单位）阅知（第四十三条，必须）"
    )


def test_a_silent_route_says_so(run, data):
    _, out, _ = run("route", YANGGAO, "incoming", "--fact", "doc_kind=report")
    assert "规则未作规定：由办公室主任选定步骤，并记录在案" in out
    silent = data("route", YANGGAO, "incoming", "--fact", "doc_kind=report")
    assert (silent["silent"], silent["steps"], silent["strength"]) == (True, [], None)


@pytest.mark.parametrize(
    ("facts", "code", "said"),
    [
        (["length=5000", "scope=other"], 0, "通过：length（第二十九条，原则上）"),
        (["length=5001", "scope=other"], 1, "未通过：篇幅超过上限（现为5001字，上限5000字）（第二十九条，原则上）"),
        (["length=9999", "scope=overall"], 0, "不适用：length（第二十九条，原则上）"),
    ],
)
def test_check_passes_refuses_or_does_not_apply(run, facts, code, said):
    words = [word for fact in facts for word in ("--fact", fact)]
    found, out, _ = run("check", YANGGAO, "length", *words)
    assert found == code
    assert out.startswith(said)


def test_check_as_data(data):
    found = data("check", YANGGAO, "one_matter", "--fact", "doc_kind=request", "--fact", "matters=2")
    assert (found["applies"], found["passed"], found["article"], found["act"]) == (True, False, 27, "submit")
    assert found["remedy"] == "一文一事，分开报送"


def test_check_with_a_fact_missing_is_an_error(run):
    code, _, err = run("check", YANGGAO, "length", "--fact", "scope=other")
    assert (code, err) == (2, "gates.length：缺少事实 length（正文字数）\n")


def test_due_counts_by_the_calendar_it_is_given(run, data):
    code, out, _ = run("due", YANGGAO, "countersign_reply", "--from", "2026-06-01")
    assert code == 0
    assert out.splitlines() == [
        "最后一日：2026-06-06，当日24时届满",
        "2026-06-01之后5个工作日（第三十一条，原则上）",
        "计入：06-02、06-03、06-04、06-05、06-06",
    ]
    due = data("due", YANGGAO, "countersign_reply", "--from", "2026-06-01")
    assert (due["last_day"], due["due_at"]) == ("2026-06-06", "2026-06-07T00:00:00+08:00")
    assert (due["article"], due["count"], due["provisional"], due["set_by_host"]) == (31, 5, False, False)


def test_due_with_the_host_s_own_limit(run, data):
    _, out, _ = run("due", YANGGAO, "countersign_reply", "--from", "2026-06-01", "--host-limit", "2")
    assert "2026-06-01之后2个工作日（主办单位另定）" in out
    due = data("due", YANGGAO, "countersign_reply", "--from", "2026-06-01", "--host-limit", "2")
    assert (due["last_day"], due["count"], due["set_by_host"]) == ("2026-06-03", 2, True)


def test_due_before_an_event(run):
    _, out, _ = run("due", YANGGAO, "countywide_request", "--from", "2026-06-20")
    assert out.splitlines()[:2] == [
        "最后一日：2026-06-13，当日24时届满",
        "2026-06-20之前7个工作日（第二十五条，必须）",
    ]


def test_due_marks_what_is_provisional(run):
    _, out, _ = run("due", YANGGAO, "countersign_reply", "--from", "2099-06-01")
    assert out.splitlines()[-1] == "暂定：所涉日期的放假安排尚未公布"


def test_due_of_a_silent_rule_has_no_end(run, data):
    words = ("due", YANGGAO, "countersign_reply", "--from", "2026-06-01", "--fact", "to_township=true")
    code, out, _ = run(*words)
    assert code == 0
    assert out == "第三十条：向乡（镇）政府征求意见，规则未规定时限，也未规定逾期视为无不同意见\n"
    assert data(*words)["last_day"] is None


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-06-01", "2026-06-01"),
        ("2026-06-01T23:59:59", "2026-06-01"),
        ("2026-06-01T23:59:59+08:00", "2026-06-01"),
        ("2026-06-01T15:59:59+00:00", "2026-06-01"),
        ("2026-06-01T16:00:00+00:00", "2026-06-02"),
    ],
)
def test_a_moment_falls_on_a_day_of_the_office(data, start, day):
    assert data("due", YANGGAO, "countersign_reply", "--from", start)["start"] == day


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--from", "soon"], "“soon”不是日期"),
        (["--from", "2026-02-30"], "“2026-02-30”不是日期"),
        ([], "命令写法有误"),
        (["--from", "2026-06-01", "--host-limit", "0"], "主办单位另定的时限至少1天"),
        (["--from", "2026-06-01", "--host-limit", "many"], "命令写法有误"),
        (["--from", "2026-06-01", "--fact", "to_township=maybe"], "应为true 或 false"),
    ],
)
def test_due_explains_what_it_cannot_read(run, words, message):
    code, out, err = run("due", YANGGAO, "countersign_reply", *words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_only_where_the_rules_allow_it_the_host_sets_a_limit(run):
    code, _, err = run("due", YANGGAO, "proxy_draft", "--from", "2026-06-01", "--host-limit", "3")
    assert (code, err) == (2, "deadlines.proxy_draft：第二十八条没有允许主办单位另定时限\n")


def test_without_a_calendar_there_is_no_due(run):
    code, _, err = run("due", YANGGAO, "countersign_reply", "--from", "2026-06-01", hooks=Hooks())
    assert code == 2
    assert "命令写法有误" in err


def test_what_a_hook_refuses_is_told_in_one_line(run):
    class NoCalendar(Exception):
        pass

    def refuse(*_):
        raise NoCalendar("还没有载入工作日历")

    hooks = Hooks(reckon=refuse, errors=(NoCalendar,))
    words = ("due", YANGGAO, "countersign_reply", "--from", "2026-06-01")
    assert run(*words, hooks=hooks) == (2, "", "还没有载入工作日历\n")


def test_coverage_counts_what_the_floors_have_built(run, data, tmp_path):
    covered = data("coverage", YANGGAO, "--proven", tmp_path / "absent.json")[0]
    assert covered["enforce"]["total"] == 129
    states = {row["id"]: row["state"] for row in covered["provisions"]}
    assert states["YG-29-1"] == states["YG-29-2"] == "carried"
    assert states["YG-27-5"] == "not_yet"
    code, out, _ = run("coverage", YANGGAO, "--proven", tmp_path / "absent.json")
    assert code == 0
    assert "应执行：共129项，已落实2项（其中已证实0项），未落实127项" in out
    assert "没有留存的完整测试结果" in out
    assert "  YG-27-5  未落实  每份请示只写一件事（一文一事）  等待：one_matter" in out


def test_coverage_takes_a_kept_result(run, tmp_path):
    kept = tmp_path / "proven.json"
    kept.write_text(json.dumps({"commit": "abc123", "date": "2026-06-01", "ids": ["YG-29-1"]}))
    _, out, _ = run("coverage", YANGGAO, "--proven", kept)
    assert "（2026-06-01，提交 abc123）" in out
    assert "已落实2项（其中已证实1项）" in out
    assert "  YG-29-1  已证实  " in out


def test_coverage_of_all_rulebooks(data):
    assert [covered["id"] for covered in data("coverage")] == [book["id"] for book in data("list")]


def test_schema_is_the_kept_one(run):
    code, out, _ = run("schema")
    assert (code, out) == (0, schema_text())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "命令写法有误"),
        (["frobnicate"], "命令写法有误"),
        (["show"], "命令写法有误"),
        (["show", "nowhere-1999"], "没有这部规则。可用："),
        (["show", YANGGAO, "0"], "没有第0条，全文共46条"),
        (["show", YANGGAO, "47"], "没有第47条，全文共46条"),
        (["show", YANGGAO, "last"], "命令写法有误"),
        (["route", YANGGAO, "outgoing"], "规则里没有“outgoing”这个流程。可用："),
        (["route", YANGGAO, "dispatch"], "还缺少事实：in_name_of"),
        (["route", YANGGAO, "dispatch", "--fact", "colour=red"], "没有“colour”这项事实"),
        (["route", YANGGAO, "dispatch", "--fact", "important"], "事实要写成“名称=值”"),
        (["check", YANGGAO, "width"], "规则里没有“width”这个关口。可用："),
        (["due", YANGGAO, "whenever", "--from", "2026-06-01"], "规则里没有“whenever”这个时限"),
        (["coverage", "nowhere-1999"], "没有这部规则"),
        (["list", "--yaml"], "命令写法有误"),
    ],
)
def test_a_mistake_gets_one_clear_line_and_exit_code_2(run, words, message):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("words", [[], ["show", "nowhere-1999"], ["route", YANGGAO, "dispatch"], ["frobnicate"]])
def test_a_script_gets_the_same_mistake_as_data(run, words):
    _, _, said = run(*words)
    code, out, err = run(*words, "--json")
    assert (code, err) == (2, "")
    assert json.loads(out).keys() == {"error"}
    assert json.loads(out)["error"].split("：")[0] == said.split("：")[0]


def test_further_commands_come_in_by_the_hooks(run):
    def adopt(command):
        command.add_argument("folder")
        return lambda options, hooks: Reply({"adopted": options.folder}, f"已采用 {options.folder}")

    hooks = Hooks(more={"adopt": adopt})
    assert run("adopt", "here", hooks=hooks) == (0, "已采用 here\n", "")
    assert json.loads(run("adopt", "here", "--json", hooks=hooks)[1]) == {"adopted": "here"}


def test_a_further_command_refuses_like_the_others(run):
    def adopt(command):
        def refuse(options, hooks):
            raise RulebookError("", "adopt", "这部规则已经采用")

        return refuse

    assert run("adopt", hooks=Hooks(more={"adopt": adopt})) == (2, "", "adopt：这部规则已经采用\n")


def test_it_runs_without_django():
    """`python -m govrules.rulebook` from a plain shell, and nothing of Django is imported."""
    code = (
        "import sys; from govrules.rulebook.cli import main; main(['list']);"
        "sys.exit(any(name.split('.')[0] in ('django', 'celery') for name in sys.modules))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert YANGGAO in done.stdout


def test_as_a_module_it_exits_with_its_code():
    root = Path(__file__).parents[2]
    words = [sys.executable, "-m", "govrules.rulebook", "show", "nowhere-1999"]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("nowhere-1999：没有这部规则")
