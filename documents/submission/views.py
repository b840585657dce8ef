"""Pages of drafting and submitting. Each view calls one act; refusals come back on the form with what was typed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from documents.saving import saved
from documents.submission import actions
from documents.submission.docx_in import read_docx
from documents.submission.forms import SubmissionForm, initial_of
from documents.submission.gates import judge
from documents.submission.models import Submission
from documents.submission.states import WITH_HOST
from govrules.core import acts, clock
from govrules.core.access import access
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.files.actions import remove
from govrules.core.findings import of_gate, summed_up
from govrules.core.judging import Judged
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.office.models import Official
from govrules.core.office.queries import organs_of


def matter_of(request: HttpRequest, pk: int, kind: str = "submission") -> Matter:
    """A matter that he may see, or 404."""
    matters = with_rules(visible_to(request.user.official)).select_related("parent")
    return get_object_or_404(matters, pk=pk, kind=kind)


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new draft, typed or taken from a Word file."""
    by = request.user.official
    organs = organs_of(by, clock.today())
    if request.method == "GET":
        return edit_page(request, SubmissionForm(by=by, organs=organs, initial=blank(by)))
    if "import" in request.POST:
        return imported(request, by, organs)
    form = SubmissionForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        organ, again = form.cleaned_data["organ"], partial(edit_page, request, form)
        return saved(request, form, lambda: actions.create(by, organ, form.draft()), again)
    return edit_page(request, form, 400)


@access("officials")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft that is with its organ."""
    matter = matter_of(request, pk)
    by, organs = request.user.official, organs_of(request.user.official, clock.today())
    if request.method == "GET":
        form = SubmissionForm(by=by, organs=organs, initial=initial_of(Submission.objects.get(pk=pk)))
        return edit_page(request, form, matter=matter)
    if "import" in request.POST:
        return imported(request, by, organs, matter)
    form = SubmissionForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        again = partial(edit_page, request, form, matter=matter)
        return saved(request, form, lambda: actions.revise(pk, by, form.draft(), seen), again, matter)
    return edit_page(request, form, 400, matter)


def imported(request: HttpRequest, by: Official, organs: list[int], matter: Matter | None = None) -> HttpResponse:
    """Fill the form from a Word file, keeping what else was typed; nothing is saved yet."""
    typed = request.POST.copy()
    try:
        upload = request.FILES.get("word")
        if upload is None:
            raise BadInput("请先选择 Word 文件（.docx）")
        draft = read_docx(upload)
    except BadInput as refused:
        form = SubmissionForm(initial=typed.dict() | lists(typed), by=by, organs=organs)
        return edit_page(request, form, 400, matter, refused)
    if draft.title:
        typed["title"] = draft.title
    if draft.recipients:
        typed["recipients"] = "、".join(draft.recipients)
    typed["body"] = "\n".join(draft.paragraphs)
    for word in draft.dropped:
        messages.warning(request, f"Word 文件里的{word}没有带入，请检查")
    messages.info(request, "已从 Word 文件带入，请核对后保存")
    form = SubmissionForm(initial=typed.dict() | lists(typed), by=by, organs=organs)
    return edit_page(request, form, matter=matter)


def lists(typed: Any) -> dict[str, list[str]]:
    """The fields with several values, which a plain dict of what was typed would cut down to the last."""
    return {name: typed.getlist(name) for name in ("touched", "declared", "hearings")}


def edit_page(
    request: HttpRequest, form: SubmissionForm, status: int = 200, matter: Matter | None = None, refused: Any = None
) -> HttpResponse:
    """The drafting page."""
    attachments = matter.attachments.filter(removed_at=None).select_related("blob") if matter else []
    context = {"form": form, "matter": matter, "refused": refused, "attachments": attachments}
    return render(request, "documents/edit.html", context, status=status)


def blank(by: Official) -> dict[str, Any]:
    """What a new draft starts with."""
    return {
        "recipients": by.government.name, "contact_name": by.name, "contact_phone": by.phone,
        "organ": next(iter(organs_of(by, clock.today())), None),
    }  # fmt: skip


@access("officials")
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it off; what stands in the way is listed with its article; a principle may be departed from for a reason."""
    matter = matter_of(request, pk)
    refused: BrokenRule | None = None
    if request.method == "POST":
        try:
            actions.submit(pk, request.user.official, reasons_in(request))
            messages.success(request, "已送主要负责人签批")
            return redirect("documents:page", pk)
        except BrokenRule as found:
            refused = found
    submission = Submission.objects.get(pk=pk)
    submission.matter = matter
    return gates_page(request, matter, judge(submission, before_signing=True), refused)


def reasons_in(request: HttpRequest) -> dict[str, str]:
    """The reasons given for departing from principles, by rule."""
    return {k.removeprefix("reason-"): v for k, v in request.POST.items() if k.startswith("reason-")}


def gates_page(
    request: HttpRequest, matter: Matter, judged: list[Judged], refused: BrokenRule | None = None
) -> HttpResponse:
    """What the gates say before an act; on a refusal with its reasons, and with what was typed."""
    context = {
        "matter": matter, "refused": refused,
        "open": [(j, request.POST.get(f"reason-{j.rule}", "")) for j in judged if not j.passed],
        "findings": summed_up(of_gate(j) for j in judged if j.passed),
    }  # fmt: skip
    return render(request, "documents/submit.html", context, status=422 if refused else 200)


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    matter_of(request, pk)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "已撤回，可以修改后重新报送")
    return redirect("documents:page", pk)


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    matter_of(request, pk)
    actions.drop(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "已作废，记录仍保留")
    return redirect("documents:page", pk)


@access("officials")
@require_POST
def detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take an attachment off a draft."""
    matter_of(request, pk)
    with acts.on(pk) as matter:
        remove(matter, attachment, request.user.official, clock.now(), WITH_HOST)
    return redirect("documents:edit", pk)
