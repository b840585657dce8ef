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


# --- group robots ---
def test_robots_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "yanggao=dingtalk://SEC77@token4711, yang-cheng=dingtalk://token1/,t=wecombot://k-0815")
    assert [(r.government, r.channel, r.address) for r in env.robots(NAME)] == [
        ("yanggao", "dingtalk", "dingtalk://SEC77@token4711"),
        ("yang-cheng", "dingtalk", "dingtalk://token1"),
        ("t", "wecom", "wecombot://k-0815"),
    ]


def test_a_county_may_have_one_in_each_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a=dingtalk://t1,a=wecombot://k1")
    assert len(env.robots(NAME)) == 2
    monkeypatch.delenv(NAME)
    assert env.robots(NAME) == ()


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("hushhush", 1),
        ("a=wecombot://k1,b=hushhush", 2),
        ("dingtalk://hushhush", 1),
        ("a=https://oapi.dingtalk.com/robot/send?access_token=hushhush", 1),
        ("a=wecombot://hushhush?verify=no", 1),
        ("a=dingtalk://hushhush/13800000001", 1),
        ("a=slack://hushhush", 1),
        ("县=wecombot://hushhush", 1),
    ],
)
def test_what_is_no_robot_is_refused_by_its_place_and_never_repeated(
    monkeypatch: pytest.MonkeyPatch, value: str, place: int
) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(env.EnvError) as refused:
        env.robots(NAME)
    assert f"第{place}项" in str(refused.value) and "政府代号=wecombot://key" in str(refused.value)
    assert "hushhush" not in str(refused.value) + repr(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        "a=wecombot://hushhush,b=wecombot://hushhush",
        "a=dingtalk://SEC1@hushhush,b=dingtalk://SEC2@HUSHHUSH/",
        "a=wecombot://hushhush,a=wecombot://other",
    ],
)
def test_no_robot_for_two_governments_and_no_two_for_one(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(NAME, value)
    with pytest.raises(env.EnvError, match="第2项.*不能共用一个机器人") as refused:
        env.robots(NAME)
    assert "hushhush" not in str(refused.value).lower()


def test_a_robot_does_not_show_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, "a=dingtalk://SEChush@hushhush")
    [robot] = env.robots(NAME)
    assert repr(robot) == str(robot) == "Robot(government='a', channel='dingtalk')"
