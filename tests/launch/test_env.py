"""Environment variables are read strictly: what cannot be read stops the start and says what is allowed."""

from pathlib import Path

import pytest

from govrules import env

NAME = "GOVRULES_TRIED"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NAME, raising=False)


@pytest.mark.parametrize(
    ("value", "read"),
    [("1", True), ("true", True), ("YES", True), ("On", True), ("0", False), ("False", False), ("no", False)],
)
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, value: str, read: bool) -> None:
    monkeypatch.setenv(NAME, value)
    assert env.boolean(NAME, not read) is read


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    assert env.boolean(NAME, True) is True
    assert env.integer(NAME, 7, 1, 9) == 7
    assert env.text(NAME, "otherwise") == "otherwise"
    assert env.words(NAME, ("a",)) == ["a"]
    assert env.folder(NAME, Path("/srv")) == Path("/srv")


@pytest.mark.parametrize("value", ["maybe", "2", "是", "truee"])
def test_a_switch_that_is_neither_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(env.EnvError) as refused:
        env.boolean(NAME, False)
    assert NAME in str(refused.value)
    assert value in str(refused.value)
    assert "true" in refused.value.allowed


@pytest.mark.parametrize("value", ["0", "10", "-3", "3.5", "eight", "1e3", "８"])
def test_what_is_no_number_of_its_range_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(env.EnvError, match="1 到 9 之间的整数"):
        env.integer(NAME, 5, 1, 9)


@pytest.mark.parametrize("value", ["1", "9", " 4 "])
def test_a_number_in_its_range_is_read(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    assert env.integer(NAME, 5, 1, 9) == int(value)


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a.example, b.example ,,")
    assert env.words(NAME) == ["a.example", "b.example"]


def test_a_folder_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(NAME, str(tmp_path))
    assert env.folder(NAME, Path("/elsewhere")) == tmp_path
    monkeypatch.setenv(NAME, "var")
    with pytest.raises(env.EnvError, match="绝对路径"):
        env.folder(NAME, tmp_path)


def test_a_folder_may_start_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(NAME, "~/govrules")
    assert env.folder(NAME, Path("/elsewhere")) == tmp_path / "govrules"
