"""The cast's own workbook, and what is told of one that somebody worked on."""

from collections.abc import Callable

import pytest

from govrules.core import clock
from govrules.core.office.workbook.actions import Upload, hand_in, look
from govrules.core.office.workbook.models import WorkbookImport
from govrules.core.office.workbook.plan import Plan
from tests.core.office.hours import MONDAY, TODAY
from tests.core.office.workbook.books import NAME, changed, exported


@pytest.fixture
def monday():
    """Monday, 1 June 2026, 09:00."""
    with clock.frozen(MONDAY) as stopped:
        yield stopped


@pytest.fixture
def store(settings, tmp_path):
    """Files of the test go to a folder of its own."""
    folder = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "media"}}
    settings.STORAGES = settings.STORAGES | {"default": folder}


@pytest.fixture
def looked(cast, monday) -> Callable[..., Plan]:
    """`looked(change)`: what is told of the cast's export after somebody worked on it."""
    data = exported(cast.government)

    def told(change, by=None) -> Plan:
        return look(cast.government, Upload(changed(data, change), NAME, TODAY), by)

    return told


@pytest.fixture
def handed(cast, monday, store) -> Callable[..., WorkbookImport]:
    """`handed(change)`: the same, kept for confirming."""

    def kept(change, by=None, data=None) -> WorkbookImport:
        upload = Upload(changed(data or exported(cast.government), change), NAME, TODAY)
        return hand_in(cast.government, upload, by)

    return kept
