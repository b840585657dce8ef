"""A matter of the education bureau, and a storage that each test has for itself."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from govrules.core.matters.models import Matter, Participant
from tests.core.cast import Cast
from tests.core.files.samples import SAMPLES

AT = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


def upload(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    """An upload as the browser sends it; without data, the sample of that name."""
    return SimpleUploadedFile(name, SAMPLES[name] if data is None else data, "application/x-what-it-says")


def matter_of(cast: Cast, organ: str = "education", state: str = "draft") -> Matter:
    """A matter that the organ's staff take part in."""
    clerk = getattr(cast, f"{organ}_clerk")
    matter = Matter.objects.create(
        government=cast.government, adoption=cast.adoption, kind="submission", title="关于修缮校舍的请示",
        organ=getattr(cast, organ), state=state, opened_by=clerk, opened_at=AT, moved_at=AT,
    )  # fmt: skip
    Participant.objects.create(matter=matter, organ=matter.organ, role="host", since=AT)
    return matter


@pytest.fixture
def matter(cast: Cast) -> Matter:
    return matter_of(cast)


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """The folder of the default storage."""
    folder = tmp_path / "media"
    default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    settings.STORAGES = settings.STORAGES | {"default": default}
    return folder


@pytest.fixture
def stored(media: Path):
    """The paths of all stored files, below the storage's folder."""
    return lambda: sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())
