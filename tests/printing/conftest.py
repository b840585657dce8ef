"""Printing needs Pango and the built fonts: without them these tests are skipped, but in CI they fail."""

import os

import pytest

from documents.printing import available, faces
from govrules.launch import fonts


def lacking() -> str | None:
    """What keeps this machine from printing as it should."""
    built = fonts.wanting(faces.folder())
    if built:
        return f"公文字体未生成：{'、'.join(face.family for face in built)}"
    return available()


@pytest.fixture(scope="session")
def press() -> None:
    reason = lacking()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
