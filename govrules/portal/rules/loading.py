"""The operators' page that loads the published text of the rules: read and shown first, loaded by a second press."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from govrules.core.access import access
from govrules.core.errors import BadInput, Refused
from govrules.core.operators import require_operator
from govrules.core.texts import queries
from govrules.core.texts.actions import import_text
from govrules.core.texts.queries import Edition
from govrules.core.texts.reading import ALLOWED, MOST_BYTES, Read, Source, read
from govrules.rulebook.errors import TextError
from govrules.rulebook.published import Published, cut

SALT, KEPT = "govrules.rules.text", 60 * 60  # seconds between the look and the loading
SHOWN = 8  # lines left out at either end


class TextForm(forms.Form):
    """Which rules, and the file."""

    of = forms.ChoiceField(label="规则")
    upload = forms.FileField(label="正式文本", help_text=f"{ALLOWED}，按条编号切开；缺一条、重一条都不载入。")

    def __init__(self, editions: list[Edition], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [(str(e.adoption.pk), name_of(e)) for e in editions]


def name_of(edition: Edition) -> str:
    """阳高县人民政府工作规则（阳政发〔2024〕1号，46条）."""
    book, owner = edition.book, edition.government.name
    of = "" if owner in book.title else f"{owner}："
    return f"{of}{book.title}（{book.number}，{book.articles}条）"


@access("operators")
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """The form; the look at what was found in the file; the loading of exactly what was shown."""
    require_operator(request.user)
    editions = queries.editions()
    if request.POST.get("do") == "load":
        return _load(request, editions)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TextForm(editions, *posted)
    context: dict[str, Any] = {"form": form, "editions": queries.with_texts(editions)}
    if form.is_bound and form.is_valid():
        context |= _seen(_edition(editions, form.cleaned_data["of"]), form.cleaned_data["upload"])
    return render(request, "portal/rules_text.html", context, status=_status(form, context))


def _status(form: TextForm, context: dict[str, Any]) -> int:
    return 400 if form.errors or "refused" in context else 200


def _seen(edition: Edition, upload: UploadedFile) -> dict[str, Any]:
    """What the file holds, and under a seal what a second press would load."""
    try:
        found = read(upload.name or "", upload.read(MOST_BYTES + 1))
        published = cut(found.text, edition.book.articles, found.source.name)
    except TextError as fault:
        return {"refused": _refusal(fault)}
    return {
        "edition": edition, "published": published, "source": found.source, "sealed": _seal(edition, found),
        "before": published.before[-SHOWN:], "after": published.after[:SHOWN],
        "there": queries.current(edition.government, edition.book).first(),
    }  # fmt: skip


def _refusal(fault: TextError) -> BadInput:
    place = f"“{fault.file}”" if fault.file else ""
    return BadInput(*(f"{place}{problem}" for problem in fault.problems), field="upload")


def _seal(edition: Edition, found: Read) -> str:
    return signing.dumps([edition.adoption.pk, found.text, *found.source], salt=SALT, compress=True)


def _load(request: HttpRequest, editions: list[Edition]) -> HttpResponse:
    """Cut again what was shown, and load it."""
    try:
        pk, text, *source = signing.loads(request.POST.get("sealed", ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        raise Refused("预览已经过期，请重新选择文件") from None
    edition = _edition(editions, str(pk))
    published: Published = cut(text, edition.book.articles)
    [done] = import_text([edition], published, Source(*source), request.user)
    said = f"共 {edition.book.articles} 条" if done.changed else "与已载入的相同，没有变化"
    messages.success(request, f"已载入{name_of(edition)}的正式文本，{said}。")
    return redirect("portal:rules_text")


def _edition(editions: list[Edition], pk: str) -> Edition:
    found = next((edition for edition in editions if str(edition.adoption.pk) == pk), None)
    if found is None:
        raise Refused("这部规则已经有新的版本，请重新选择")
    return found
