"""Taking in, attaching, removing and opening files."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from govrules.core.errors import BadInput, NotYours, Refused, Why, WrongState
from govrules.core.files import names, queries
from govrules.core.files.models import Attachment, Blob
from govrules.core.files.sniff import sniff
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Evidence, Matter, Step
from govrules.core.office.models import Official

FOLDER = "blobs"
DRAFTING = frozenset({"draft"})


class Unreadable(Refused):
    """The row is there, its bytes are not: a matter for the operator."""

    status = 503
    heading = "附件暂时读不出来"


@dataclass(frozen=True)
class Checked:
    """An upload that passed every check, with what was found."""

    content_type: str
    sha256: str
    size: int
    name: str
    file: File = field(compare=False, repr=False)


@dataclass(frozen=True)
class Place:
    """Where attachments go: as what, on which step, by whom, when."""

    by: Official
    at: datetime
    role: str = "annex"
    step: Step | None = None


def limit_mb() -> int:
    """How large one file may be."""
    return getattr(settings, "GOVRULES_UPLOAD_MAX_MB", 50)


def checked(upload: File) -> Checked:
    """Look at an upload: size, name, content; `BadInput` says what is wrong and what is allowed."""
    name = names.clean(upload.name or "")
    if upload.size > limit_mb() * 1024 * 1024:
        remedy = "请压缩图片、拆成几个文件，或者只附必要的部分后再上传。"
        raise BadInput(Why(f"“{name}”太大，每个文件不得超过 {limit_mb()} MB。", remedy=remedy))
    kind = sniff(upload, name)
    sha = hashlib.sha256()
    for chunk in upload.chunks():
        sha.update(chunk)
    return Checked(kind.content_type, sha.hexdigest(), upload.size, name, upload)


def keep(data: bytes, content_type: str, name: str) -> Blob:
    """Keep bytes that the program itself made (a printed page): once per content, like any upload."""
    sha256 = hashlib.sha256(data).hexdigest()
    return _blob(Checked(content_type, sha256, len(data), name, ContentFile(data, name)))


def attach(
    matter: Matter,
    upload: File | Checked,
    by: Official,
    at: datetime,
    role: str = "annex",
    step: Step | None = None,
) -> Attachment:
    """Attach one file to a matter that the caller has locked (`acts.on`)."""
    return attach_all(matter, [upload], Place(by, at, role, step))[0]


def attach_all(matter: Matter, uploads: Iterable[File | Checked], place: Place) -> list[Attachment]:
    """Attach several files, in their order; blobs are made by order of hash, so two acts never deadlock."""
    ready = [one if isinstance(one, Checked) else checked(one) for one in uploads]
    blobs = {one.sha256: _blob(one) for one in sorted(ready, key=lambda one: one.sha256)}
    return [_attached(matter, one, blobs[one.sha256], place) for one in ready]


def remove(matter: Matter, attachment_id: int, by: Official, at: datetime, states: Collection[str] = DRAFTING) -> None:
    """Take an attachment off a locked matter: only its uploader, only while the matter is being drafted."""
    attachment = matter.attachments.filter(pk=attachment_id, removed_at=None).first()
    if attachment is None:
        raise WrongState("这个附件已经移除，请刷新后查看最新情况")
    if attachment.uploaded_by_id != by.pk:
        raise NotYours(Why(f"“{attachment.name}”不是您上传的", remedy="请上传人自己移除。"))
    if matter.state not in states:
        raise WrongState(Why("已经报出，附件不能再移除", remedy="如需更换附件，请先撤回或等待退回。"))
    if Evidence.objects.filter(attachment=attachment).exists():
        raise WrongState(f"“{attachment.name}”已作为办理依据，不能移除")
    attachment.removed_at = at
    attachment.save(update_fields=["removed_at"])
    record(matter, Line("detach", at, f"移除附件“{attachment.name}”", by, data=_facts(attachment)))


def open_for(official: Official, attachment_id: int) -> tuple[Attachment, File]:
    """An attachment and its open bytes; `Attachment.DoesNotExist` for a stranger as for a wrong number."""
    attachment = queries.visible_to(official).get(pk=attachment_id)
    try:
        return attachment, attachment.blob.file.open("rb")
    except OSError as error:
        remedy = "请联系系统管理员检查文件存储，或者请上传人重新上传。"
        raise Unreadable(Why(f"“{attachment.name}”的内容读不出来", remedy=remedy)) from error


def _attached(matter: Matter, one: Checked, blob: Blob, place: Place) -> Attachment:
    """The new row, or the one there is when the same upload comes twice."""
    same = matter.attachments.filter(
        blob=blob, name=one.name, role=place.role, step=place.step, uploaded_by=place.by, removed_at=None
    ).first()
    if same:
        return same
    new = Attachment(
        matter=matter, step=place.step, blob=blob, name=one.name, role=place.role,
        uploaded_by=place.by, uploaded_at=place.at,
    )  # fmt: skip
    new.save(force_insert=True)
    text = f"上传附件“{one.name}”（{_size(one.size)}）"
    record(matter, Line("attach", place.at, text, place.by, data=_facts(new)))
    return new


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} 字节"
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{round(size / 1024)} KB"


def _facts(attachment: Attachment) -> dict[str, str | int]:
    return {"attachment": attachment.pk, "sha256": attachment.blob_id}


def _blob(one: Checked) -> Blob:
    """The one blob of this content. Of two who bring it at once, the second takes his bytes back."""
    kept = Blob.objects.filter(pk=one.sha256).first()
    if kept is not None and default_storage.exists(kept.file.name):
        return kept
    # a plain File: the storage would move an upload's temporary file away from under its request
    path = default_storage.save(f"{FOLDER}/{one.sha256[:2]}/{one.sha256}", File(one.file))
    mine = Blob(sha256=one.sha256, size=one.size, content_type=one.content_type, file=path)
    Blob.objects.bulk_create([mine], ignore_conflicts=True)
    kept = Blob.objects.get(pk=one.sha256)
    if kept.file.name != path:
        default_storage.delete(path)
    return kept
