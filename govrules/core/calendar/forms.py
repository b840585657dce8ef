"""The shape of what is typed or uploaded about the calendar and the demo's clock, not its sense."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from govrules.core.calendar import notices, uploads
from govrules.core.errors import BadInput


class NoticeForm(forms.Form):
    """A year's notice: pasted, or as a file."""

    year = forms.IntegerField(label="年份")
    number = forms.CharField(label="通知文号", max_length=60, required=False, help_text="通知正文中有文号的可不填")
    text = forms.CharField(label="通知正文", max_length=notices.LONGEST, required=False, widget=forms.Textarea)
    upload = forms.FileField(label="或上传文件", required=False, help_text=".txt、.docx，或日期、类别两列的 .csv")
    demo = forms.BooleanField(label="演示通知", required=False, help_text="只在演示系统中有效")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.DEMO:
            del self.fields["demo"]

    def clean_upload(self) -> str:
        """The text in the file."""
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload is None:
            return ""
        try:
            return uploads.text_of(upload.name or "", upload.read(uploads.LARGEST + 1))
        except BadInput as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("text")) == bool(data.get("upload")):
            raise forms.ValidationError("请粘贴通知正文，或者上传一个文件，二者选一")
        data["said"] = data.get("text") or data.get("upload") or ""
        return data


class ClockForm(forms.Form):
    """To which moment the demo's clock is moved (office time)."""

    to = forms.DateTimeField(label="拨到", input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"])
