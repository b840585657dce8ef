"""The form field for attachments: several files at once, each checked; what is wrong is said file by file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from govrules.core.errors import BadInput
from govrules.core.files.actions import Checked, checked, limit_mb
from govrules.core.files.kinds import ALL, ALLOWED

MOST_AT_ONCE = 20


class AttachmentsInput(forms.ClearableFileInput):
    """A file input that takes several files and offers the allowed endings first."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ",".join(f".{kind.ending}" for kind in ALL)} | (attrs or {}))


class AttachmentsField(forms.FileField):
    """Cleans to a list of `Checked`, for `files.actions.attach_all`; empty when nothing was chosen."""

    widget = AttachmentsInput

    def __init__(self, *, most: int = MOST_AT_ONCE, **kwargs: Any) -> None:
        kwargs.setdefault("label", "附件")
        kwargs.setdefault("help_text", f"{ALLOWED}每个文件不超过 {limit_mb()} MB。")
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[Checked]:
        uploads = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if not uploads:
            super().clean(None, initial)
        if len(uploads) > self.most:
            raise ValidationError(f"一次最多上传 {self.most} 个文件，请分次上传。")
        return _all_checked(uploads)


def _all_checked(uploads: Iterable[UploadedFile]) -> list[Checked]:
    """Every file is looked at before anything is said, so that all that is wrong is said at once."""
    good, faults = [], []
    for upload in uploads:
        try:
            good.append(checked(upload))
        except BadInput as refused:
            faults += [ValidationError(f"{why.message}{why.remedy}") for why in refused.reasons]
    if faults and good:
        faults.append(ValidationError(f"其余 {len(good)} 个文件没有问题，请重新选择后一起上传。"))
    if faults:
        raise ValidationError(faults)
    return good
