"""What stands beside the program is made ready in order, and only what is not there."""

from pathlib import Path

import pytest

from govrules.launch import setup
from govrules.launch.places import Places
from govrules.launch.problem import Problem


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What was done, by name; the machine has everything but fonts."""
    steps: list[str] = []
    monkeypatch.setenv("GOVRULES_VAR", str(tmp_path))
    monkeypatch.setenv("GOVRULES_FONTS", str(tmp_path / "faces"))
    monkeypatch.setattr(setup.system, "ensure", lambda log: steps.append("system"))
    monkeypatch.setattr(setup.assets, "ensure", lambda *_: steps.append("assets"))
    monkeypatch.setattr(setup.fonts, "wanting", lambda folder: ["a face"])
    monkeypatch.setattr(setup.fonts, "main", lambda words: steps.append(" ".join(words)))
    return steps


def test_libraries_then_pages_then_fonts(done: list[str], tmp_path: Path) -> None:
    assert setup.main() == 0
    assert done == ["system", "assets", f"--out {tmp_path / 'faces'}"]


def test_fonts_that_are_there_are_not_built_again(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(setup.fonts, "wanting", lambda folder: [])
    setup.set_up(Places(tmp_path))
    assert done == ["system", "assets"]
    assert capsys.readouterr().out == ""


def test_what_cannot_be_had_is_a_sentence(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise Problem("安装界面组件失败")

    monkeypatch.setattr(setup.assets, "ensure", fail)
    assert setup.main() == 1
    assert capsys.readouterr().out == "安装界面组件失败\n"
