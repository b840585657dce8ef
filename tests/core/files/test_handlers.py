"""Oversized uploads are cut while they arrive, and still refused by name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from govrules.core.errors import BadInput
from govrules.core.files.actions import checked

MB = 1024 * 1024
CHUNK = 64 * 1024
HANDLERS = [
    "govrules.core.files.handlers.CutAtLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]


@pytest.fixture
def received(settings):
    """What the program has of files of these sizes, sent in one form with a typed word."""
    settings.FILE_UPLOAD_HANDLERS, settings.GOVRULES_UPLOAD_MAX_MB = HANDLERS, 1

    def post(*sizes: int):
        files = [SimpleUploadedFile(f"说明{n}.txt", b"a" * size) for n, size in enumerate(sizes)]
        request = RequestFactory().post("/", {"title": "请示", "files": files})
        return request.POST["title"], request.FILES.getlist("files")

    return post


@pytest.mark.parametrize("size", [1, MB - 1, MB])
def test_up_to_the_limit_nothing_is_cut(received, size: int):
    _, (file,) = received(size)
    assert checked(file).size == size


@pytest.mark.parametrize("size", [MB + 1, 6 * MB])
def test_over_the_limit_little_is_kept_and_the_file_is_refused(received, size: int):
    title, (file,) = received(size)
    assert title == "请示"
    assert MB < file.size <= MB + CHUNK + 1
    assert len(file.read()) == file.size
    with pytest.raises(BadInput, match="“说明0.txt”太大，每个文件不得超过 1 MB"):
        checked(file)


def test_each_file_has_the_whole_limit(received):
    _, files = received(MB, 6 * MB, MB)
    assert [file.size == MB for file in files] == [True, False, True]
