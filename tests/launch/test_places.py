"""Everything written at run time lies below one folder; the embedded shape keeps its own secret."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from govrules.launch import places
from govrules.launch.places import Places


def test_every_place_is_below_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GOVRULES_FONTS", "GOVRULES_STATIC"):
        monkeypatch.delenv(name, raising=False)
    here = Places(tmp_path)
    names = {name for name in vars(Places) if isinstance(vars(Places)[name], property)}
    assert {"data", "log", "temporary", "build", "fonts", "static", "lock", "database", "broker"} <= names
    for name in names:
        assert getattr(here, name).is_relative_to(tmp_path), name


def test_the_folder_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVRULES_VAR", str(tmp_path))
    assert places.here() == Places(tmp_path)
    monkeypatch.delenv("GOVRULES_VAR")
    assert places.here() == Places(places.ROOT / "var")


def test_an_image_brings_its_own_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVRULES_FONTS", "/fonts")
    assert Places(tmp_path).fonts == Path("/fonts")


def test_folders_are_made_and_making_them_again_changes_nothing(tmp_path: Path) -> None:
    here = Places(tmp_path / "deep" / "var")
    here.make()
    (here.data / "kept").write_text("kept")
    here.make()
    assert (here.data / "kept").read_text() == "kept"
    assert here.log.is_dir()
    assert here.temporary.is_dir()


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    first = places.kept_secret(path)
    assert len(first) >= 50
    assert places.kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_first_callers_at_once_read_the_same_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        secrets = list(pool.map(places.kept_secret, [tmp_path / "secret_key"] * 8))
    assert len(set(secrets)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
