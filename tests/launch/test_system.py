"""What comes from the system is installed where we may, else named in one line; it never stops the start."""

from pathlib import Path

import pytest

from govrules.launch import shell, system
from govrules.launch.problem import Problem

Commands = list[list[str]]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    run: Commands = []
    monkeypatch.setattr(system.shell, "run", lambda command, *_, **__: run.append(command))
    return run


def lacking(monkeypatch: pytest.MonkeyPatch, *libraries: str) -> None:
    monkeypatch.setattr(system.ctypes.util, "find_library", lambda name: None if name in libraries else f"lib{name}.so")


def test_where_all_is_there_nothing_is_run(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lacking(monkeypatch)
    system.ensure(tmp_path / "log")
    assert commands == []
    assert capsys.readouterr().out == ""


def test_root_on_debian_gets_what_is_missing_and_no_more(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lacking(monkeypatch, "harfbuzz-subset")
    monkeypatch.setattr(system, "may_install", lambda: True)
    system.ensure(tmp_path / "log")
    assert commands[0][:2] == ["apt-get", "update"]
    assert commands[1][-1] == "libharfbuzz-subset0"
    assert "libpango-1.0-0" not in commands[1]


def test_others_are_told_the_one_command(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lacking(monkeypatch, "pango-1.0", "pangoft2-1.0")
    monkeypatch.setattr(system, "may_install", lambda: False)
    system.ensure(tmp_path / "log")
    said = capsys.readouterr().out
    assert commands == []
    assert said.count("\n") == 1
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0" in said


def test_a_failed_install_goes_on_without_printing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Problem("no network")

    lacking(monkeypatch, "pango-1.0")
    monkeypatch.setattr(system, "may_install", lambda: True)
    monkeypatch.setattr(system.shell, "run", fail)
    system.ensure(tmp_path / "log")
    assert "打印暂不可用" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("user", "debian", "apt", "may"),
    [(0, True, True, True), (1000, True, True, False), (0, False, True, False), (0, True, False, False)],
)
def test_only_root_on_debian_installs(
    monkeypatch: pytest.MonkeyPatch, user: int, debian: bool, apt: bool, may: bool
) -> None:
    monkeypatch.setattr(system.os, "geteuid", lambda: user)
    monkeypatch.setattr(system.Path, "exists", lambda _: debian)
    monkeypatch.setattr(system.shutil, "which", lambda _: "/usr/bin/apt-get" if apt else None)
    assert system.may_install() is may


# --- running a command ---
def test_a_command_runs_quietly_into_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log" / "setup.log"
    shell.run(["sh", "-c", "echo $WORD"], log, extra={"WORD": "heard"})
    assert "heard" in log.read_text()
    assert capfd.readouterr() == ("", "")


def test_a_failed_command_shows_the_end_of_its_output_and_its_log(tmp_path: Path) -> None:
    log = tmp_path / "setup.log"
    with pytest.raises(Problem) as failed:
        shell.run(["sh", "-c", "seq 100; exit 7"], log)
    said = str(failed.value)
    assert "代码 7" in said
    assert str(log) in said
    assert "100" in said
    assert "\n50\n" not in said


def test_only_the_failed_commands_own_output_is_shown(tmp_path: Path) -> None:
    log = tmp_path / "setup.log"
    shell.run(["echo", "earlier"], log)
    with pytest.raises(Problem) as failed:
        shell.run(["sh", "-c", "echo now; exit 1"], log)
    assert "now" in str(failed.value)
    assert "earlier" not in str(failed.value)


def test_a_command_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="无法运行 no-such-command"):
        shell.run(["no-such-command"], tmp_path / "log")


def test_a_long_log_is_set_aside_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "LONGEST", 10)
    log = tmp_path / "web.log"
    shell.set_aside(log)
    log.write_text("0123456789")
    shell.set_aside(log)
    assert log.exists()
    log.write_text("01234567890")
    shell.set_aside(log)
    assert not log.exists()
    assert (tmp_path / "web.log.1").read_text() == "01234567890"


def test_a_log_that_is_not_there_has_no_end(tmp_path: Path) -> None:
    assert shell.tail(tmp_path / "none") == ""
