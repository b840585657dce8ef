"""Where things are on this machine: everything written at run time lies below one folder."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from govrules import env

ROOT = env.ROOT


@dataclass(frozen=True)
class Places:
    """The folders below GOVRULES_VAR."""

    var: Path

    @property
    def data(self) -> Path:
        return self.var / "data"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def temporary(self) -> Path:
        return self.var / "tmp"

    @property
    def build(self) -> Path:
        return self.var / "build"

    @property
    def fonts(self) -> Path:
        """The printing fonts; an image that brings them names its own folder."""
        return env.folder("GOVRULES_FONTS", self.var / "fonts")

    @property
    def static(self) -> Path:
        """Where `manage.py collectstatic` puts the static files."""
        return env.folder("GOVRULES_STATIC", self.var / "static")

    @property
    def lock(self) -> Path:
        return self.var / "run.lock"

    @property
    def database(self) -> Path:
        return self.data / "govrules.sqlite3"

    @property
    def broker(self) -> Path:
        return self.data / "broker.sock"

    def make(self) -> None:
        """Make the folders; OSError where that is not allowed."""
        for folder in (self.data, self.log, self.temporary, self.static):
            folder.mkdir(parents=True, exist_ok=True)


def here() -> Places:
    return Places(env.folder("GOVRULES_VAR", ROOT / "var"))


def kept_secret(path: Path) -> str:
    """The secret in `path`, made on the first call; of two first callers one wins and both read the same."""
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent) as draft:  # readable by its owner alone
            draft.write(secrets.token_urlsafe(50))
            draft.flush()
            with suppress(FileExistsError):
                os.link(draft.name, path)
    return path.read_text()
