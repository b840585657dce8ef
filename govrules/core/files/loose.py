"""Bytes that no row speaks of: what an act left in the storage when its transaction was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.core.files.storage import default_storage

from govrules.core.files.actions import FOLDER
from govrules.core.files.models import Blob


def clear(before: datetime) -> int:
    """Delete loose files last written before a moment (a day ago: an act may still be running); how many."""
    found = list(loose(before))
    for path in found:
        default_storage.delete(path)
    return len(found)


def loose(before: datetime) -> Iterator[str]:
    """The paths of stored files without a blob, folder by folder."""
    for folder in _listed(FOLDER)[0]:
        paths = {f"{FOLDER}/{folder}/{name}" for name in _listed(f"{FOLDER}/{folder}")[1]}
        kept = set(Blob.objects.filter(file__in=paths).values_list("file", flat=True))
        yield from (path for path in sorted(paths - kept) if default_storage.get_modified_time(path) < before)


def _listed(path: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(path)
    except FileNotFoundError:
        return [], []
