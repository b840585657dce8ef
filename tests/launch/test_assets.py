"""Front-end files: fetched by the lock file, picked, and not fetched again while nothing changed."""

import json
from pathlib import Path

import pytest

from govrules.launch import assets
from govrules.launch.problem import Problem

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    folder.mkdir()
    for name in assets.SOURCES:
        (folder / name).write_text("{}")
    return folder


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A stand-in that lays out what npm would; the list of its calls."""
    calls: list[list[str]] = []

    def run(command: list[str], log: Path, *, folder: Path) -> None:
        calls.append(command)
        for source in assets.PICKED:
            path = folder / "node_modules" / source
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("a {}\n/*# sourceMappingURL=a.map */\n")
        describe(folder / "node_modules", "@tabler/core", "MIT")
        describe(folder / "node_modules", "htmx.org", "0BSD", "Permission to use")

    monkeypatch.setattr(assets.shell, "run", run)
    return calls


def describe(modules: Path, name: str, licence: str, text: str = "") -> None:
    about = {"name": name, "version": "1.0", "license": licence}
    (modules / name / "package.json").write_text(json.dumps(about))
    if text:
        (modules / name / "LICENSE").write_text(text)


def ensure(static: Path) -> Path:
    assets.ensure(static, static.parent / "build", static.parent / "log")
    return static / "vendor"


def test_the_picked_files_are_laid_out_with_their_licences(static: Path, npm: list[list[str]]) -> None:
    vendor = ensure(static)
    assert sorted(path.name for path in vendor.iterdir()) == [
        "LICENCES.txt", "htmx.min.js", "quill.core.js", "stamp.txt", "tabler.min.css", "tabler.min.js",
    ]  # fmt: skip
    licences = (vendor / "LICENCES.txt").read_text()
    assert "@tabler/core 1.0: MIT" in licences
    assert "htmx.org 1.0: 0BSD\nPermission to use" in licences


def test_npm_installs_by_the_lock_file_and_runs_nobodys_scripts(static: Path, npm: list[list[str]]) -> None:
    ensure(static)
    assert npm[0][1] == "ci"
    assert "--ignore-scripts" in npm[0]


def test_no_file_asks_for_a_map_that_is_not_served(static: Path, npm: list[list[str]]) -> None:
    """A browser would ask in vain, and the manifest storage would refuse the file."""
    vendor = ensure(static)
    assert (vendor / "tabler.min.css").read_text() == "a {}\n"


def test_a_second_start_fetches_nothing(static: Path, npm: list[list[str]]) -> None:
    ensure(static)
    ensure(static)
    assert len(npm) == 1


@pytest.mark.parametrize("spoil", ["lock", "file", "stamp", "list"])
def test_a_change_is_fetched_again(
    static: Path, npm: list[list[str]], spoil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor = ensure(static)
    if spoil == "lock":
        (static / "package-lock.json").write_text('{"newer": true}')
    elif spoil == "file":
        (vendor / "htmx.min.js").unlink()
    elif spoil == "stamp":
        (vendor / "stamp.txt").unlink()
    else:
        monkeypatch.setitem(assets.PICKED, "htmx.org/dist/more.js", "more.js")
    ensure(static)
    assert len(npm) == 2
    assert assets.is_current(static)


def test_a_file_of_an_older_version_does_not_stay(static: Path, npm: list[list[str]]) -> None:
    vendor = ensure(static)
    (vendor / "old.js").write_text("old")
    (vendor / "stamp.txt").unlink()
    ensure(static)
    assert not (vendor / "old.js").exists()


def test_without_npm_it_says_what_to_do(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets.shutil, "which", lambda *_, **__: None)
    with pytest.raises(Problem, match="删除 .venv 后重新运行"):
        ensure(static)


def test_a_failed_fetch_leaves_what_was_there(
    static: Path, npm: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor = ensure(static)
    (vendor / "stamp.txt").write_text("older")

    def fail(*_: object, **__: object) -> None:
        raise Problem("no network")

    monkeypatch.setattr(assets.shell, "run", fail)
    with pytest.raises(Problem, match="安装界面组件失败"):
        ensure(static)
    assert (vendor / "htmx.min.js").exists()


# --- the pinned list itself ---
def test_every_package_is_pinned_exactly_and_picked_from() -> None:
    wanted = json.loads((ROOT / "static/package.json").read_text())["dependencies"]
    lock = json.loads((ROOT / "static/package-lock.json").read_text())["packages"]
    for name, version in wanted.items():
        assert version[0].isdigit(), f"{name} {version}"
        assert lock[f"node_modules/{name}"]["version"] == version
        assert any(source.startswith(f"{name}/") for source in assets.PICKED)


def test_the_lock_file_names_no_address_but_every_sum() -> None:
    lock = json.loads((ROOT / "static/package-lock.json").read_text())["packages"]
    fetched = {name: about for name, about in lock.items() if name}
    assert fetched
    assert not [name for name, about in fetched.items() if "resolved" in about]
    assert all(about["integrity"].startswith("sha512-") for about in fetched.values())


@pytest.mark.skipif(not assets.is_current(ROOT / "static"), reason="front-end files are not installed")
def test_the_installed_files_reach_nothing_outside() -> None:
    vendor = ROOT / "static" / "vendor"
    css = (vendor / "tabler.min.css").read_text()
    assert "@import" not in css
    assert {part[:5] for part in css.split("url(")[1:]} <= {'"data', "data:"}
    assert "sourceMappingURL" not in css + (vendor / "tabler.min.js").read_text()
