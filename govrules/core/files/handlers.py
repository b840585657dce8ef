"""An upload handler that stops writing a file to disk once it is over the limit; it stands first in the settings."""

from __future__ import annotations

from django.core.files.uploadhandler import FileUploadHandler

from govrules.core.files.actions import limit_mb


class CutAtLimit(FileUploadHandler):
    """Drops what follows the limit. The rest is a little over it, so the check of the file says 太大 as always.

    Uploads are parsed before anybody is asked who he is: without this a stranger could fill the disk.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= limit_mb() * 1024 * 1024 else None

    def file_complete(self, file_size: int) -> None:
        return None
