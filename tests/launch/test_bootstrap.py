"""The environment: made once, made again when it is broken, filled again when a list changed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from govrules.launch import bootstrap
from govrules.launch.problem import Problem

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with its lists of packages."""
    monkeypatch.setenv("GOVRULES_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PORT", "0")
    for name in bootstrap.FILES["test"]:
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A stand-in for what is run; an environment that is made works at once."""
    run: list[list[str]] = []
    made: set[Path] = set()

    def record(command: list[str], log: Path) -> None:
        run.append(command)
        if "venv" in command:
            made.add(Path(command[-1]) / "bin" / "python")
            Path(command[-1]).mkdir(exist_ok=True)

    monkeypatch.setattr(bootstrap.shell, "run", record)
    monkeypatch.setattr(bootstrap, "works", made.__contains__)
    monkeypatch.setattr(bootstrap.preflight, "check", lambda *_: None)
    monkeypatch.setattr(bootstrap.preflight.Address, "wanted", lambda: None)
    return run


def test_a_fresh_checkout_gets_its_environment_and_packages(root: Path, commands: list[list[str]]) -> None:
    bootstrap.prepare(root, "run")
    venv, pip = commands
    assert venv[1:] == ["-m", "venv", "--clear", str(root / ".venv")]
    assert pip[:4] == [str(root / ".venv/bin/python"), "-m", "pip", "install"]
    assert [Path(pip[i + 1]).name for i, word in enumerate(pip) if word == "-r"] == [
        "requirements.txt", "requirements-embedded.txt",
    ]  # fmt: skip


def test_a_second_time_runs_nothing(root: Path, commands: list[list[str]]) -> None:
    bootstrap.prepare(root, "run")
    del commands[:]
    bootstrap.prepare(root, "run")
    assert commands == []


def test_the_tests_bring_their_tools_and_leave_the_run_alone(root: Path, commands: list[list[str]]) -> None:
    bootstrap.prepare(root, "run")
    bootstrap.prepare(root, "test")
    assert str(root / "requirements-dev.txt") in commands[-1]
    del commands[:]
    bootstrap.prepare(root, "run")
    bootstrap.prepare(root, "test")
    assert commands == []


def test_a_changed_list_is_installed_again(root: Path, commands: list[list[str]]) -> None:
    bootstrap.prepare(root, "run")
    (root / "requirements.txt").write_text("newer==1\n")
    bootstrap.prepare(root, "run")
    assert [("pip" in command) for command in commands] == [False, True, True]


def test_a_spoilt_note_is_as_none(root: Path, commands: list[list[str]]) -> None:
    bootstrap.prepare(root, "run")
    (root / ".venv" / "installed.json").write_text("{half")
    bootstrap.prepare(root, "run")
    assert "pip" in commands[-1]
    assert json.loads((root / ".venv" / "installed.json").read_text())


def test_an_install_that_failed_is_tried_again(
    root: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Problem("no network")

    bootstrap.prepare(root, "run")
    (root / "requirements.txt").write_text("newer==1\n")
    with monkeypatch.context() as broken:
        broken.setattr(bootstrap.shell, "run", fail)
        with pytest.raises(Problem, match="安装程序包失败"):
            bootstrap.prepare(root, "run")
    bootstrap.prepare(root, "run")
    assert "pip" in commands[-1]


def test_without_venv_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Problem) as refused:
        bootstrap.create(tmp_path / ".venv", tmp_path / "log")
    assert "apt-get install python3-venv" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_what_cannot_work_is_seen_before_anything_is_installed(
    root: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise Problem("端口 8000 已被别的程序占用")

    monkeypatch.setattr(bootstrap.preflight, "check", refuse)
    assert bootstrap.main(["run"]) == 1
    assert commands == []
    assert capsys.readouterr().out == "端口 8000 已被别的程序占用\n"


def test_an_environment_works_when_it_is_whole(tmp_path: Path) -> None:
    assert bootstrap.works(Path(sys.executable))
    assert not bootstrap.works(tmp_path / "none")
    assert not bootstrap.works(Path("/bin/false"))
    (tmp_path / "python").symlink_to(tmp_path / "removed")
    assert not bootstrap.works(tmp_path / "python")


def test_it_runs_under_a_python_with_nothing_installed() -> None:
    """-I -S: no site packages, as on a fresh machine."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import govrules.launch.bootstrap"
    command = [sys.executable, "-I", "-S", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
