"""What every test has at hand, and where the browser tests find Chromium."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.models import QuerySet
from playwright.sync_api import expect

pytest_plugins = ["tests.proves", "tests.core.cast"]

PATIENCE = 30_000  # milliseconds that a page may take: nothing needs them, but two browsers and two servers share CI
expect.set_options(timeout=PATIENCE)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium its tests are skipped; in CI that would hide that they did not run."""
    if item.get_closest_marker("browser") and CHROMIUM is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("Chromium is not installed: apt-get install chromium")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """The content of a file is no name for a test: two workers that make it in different seconds would disagree."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; its sandbox refuses root, and CI is root."""
    options = ["--disable-dev-shm-usage", *([] if os.geteuid() else ["--no-sandbox"])]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": options}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(autouse=True)
def rows_are_locked_in_a_transaction_of_the_act(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A page that locks a row has a transaction of its own: the test's would hide on SQLite and PostgreSQL that not."""
    answering: list[bool] = []
    lock = QuerySet.select_for_update

    def locked(rows: QuerySet[Any], *args: Any, **options: Any) -> QuerySet[Any]:
        if answering:
            blocks = [block for block in connection.atomic_blocks if not getattr(block, "_from_testcase", False)]
            assert blocks, f"{rows.model.__name__} is locked outside of a transaction"
        return lock(rows, *args, **options)

    def starts(**_: Any) -> None:
        answering.append(True)

    def ends(**_: Any) -> None:
        answering.clear()

    monkeypatch.setattr(QuerySet, "select_for_update", locked)
    request_started.connect(starts)
    request_finished.connect(ends)
    yield
    request_started.disconnect(starts)
    request_finished.disconnect(ends)
