"""Downloading an attachment."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.files.actions import open_for
from govrules.core.files.kinds import SHOWN_INLINE
from govrules.core.files.models import Attachment


@access("officials")
@require_safe
def download(request: HttpRequest, pk: int) -> FileResponse:
    """The bytes, for whoever may see the matter; to a stranger the file does not exist."""
    try:
        attachment, file = open_for(request.user.official, pk)
    except Attachment.DoesNotExist as error:
        raise Http404("没有这个附件") from error
    shown = request.GET.get("inline") == "1" and attachment.blob.content_type in SHOWN_INLINE
    response = FileResponse(file, content_type=attachment.blob.content_type)
    response["Content-Disposition"] = disposition(attachment.name, "inline" if shown else "attachment")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def disposition(name: str, how: str) -> str:
    """RFC 6266: the name as UTF-8 in percent signs, so that nothing in it can be anything but a name."""
    return f"{how}; filename*=UTF-8''{quote(name, safe='')}"
