"""Other processes on the test's own database, to be killed or to race with."""

from __future__ import annotations

import os
import subprocess
import sys

from django.db import connection


def start(module: str, *arguments: str) -> subprocess.Popen[str]:
    """Run a module of the tests in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        env=os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(*children: subprocess.Popen[str]) -> list[str]:
    """Wait for them all to end well; what each said."""
    said = [child.communicate(timeout=120)[0] for child in children]
    assert all(child.returncode == 0 for child in children), said
    return said


def database_url() -> str:
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    return f"postgres://{own['USER']}:{own['PASSWORD']}@{own['HOST']}:{own['PORT'] or 5432}/{own['NAME']}"
