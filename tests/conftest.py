"""What every test has at hand, and where the browser tests find Chromium."""

import os
import shutil
from typing import Any

import pytest

pytest_plugins = ["tests.proves", "tests.core.cast"]

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium its tests are skipped; in CI that would hide that they did not run."""
    if item.get_closest_marker("browser") and CHROMIUM is None:
        refuse = pytest.fail if os.environ.get("CI") else pytest.skip
        refuse("Chromium is not installed: apt-get install chromium")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; its sandbox refuses root, and CI is root."""
    options = ["--disable-dev-shm-usage", *([] if os.geteuid() else ["--no-sandbox"])]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": options}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
