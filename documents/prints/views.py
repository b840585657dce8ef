"""Asking for a print, watching it being made, opening it; and the Word copy."""

from __future__ import annotations

from contextlib import suppress

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError

from documents.printing.docx import render_docx
from documents.printing.page import OfficialPage
from documents.prints import actions
from documents.prints.kinds import every, found, may_open
from documents.prints.models import PrintJob, PrintState
from documents.prints.tasks import run_prints
from govrules.core.access import access
from govrules.core.errors import BadInput, NotYours
from govrules.core.files.views import disposition
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def printable(request: HttpRequest, pk: int) -> Matter:
    """A document that he may see, or 404."""
    matters = with_rules(visible_to(request.user.official))
    return get_object_or_404(matters, pk=pk, kind__in={of for of, _ in every()})


def opened(request: HttpRequest, pk: int, **more: str) -> PrintJob:
    """A print that he may open, or 404."""
    visible = with_rules(visible_to(request.user.official))
    job = get_object_or_404(PrintJob.objects.select_related("blob"), pk=pk, matter__in=visible.values("pk"), **more)
    job.matter = visible.get(pk=job.matter_id)
    if not may_open(job, request.user.official):
        raise Http404("没有这份打印件")
    return job


@access("officials")
@require_POST
def ask(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Print it as it stands now; the worker is told, and finds the row by itself if the telling is lost."""
    job = actions.ask(printable(request, pk), kind, request.user.official)
    if job.state == PrintState.WAITING:
        with suppress(OperationalError, OSError):
            run_prints.delay()
    return redirect("documents:print", job.pk)


@access("officials")
@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the print is; the page asks again by itself until it is ready."""
    job = opened(request, pk)
    template = "documents/_print.html" if getattr(request, "htmx", False) else "documents/print.html"
    return render(request, template, {"job": job, "matter": job.matter})


@access("officials")
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The printed pages."""
    job = opened(request, pk, state=PrintState.READY)
    response = FileResponse(job.blob.file.open("rb"), content_type="application/pdf")
    how = "attachment" if request.GET.get("save") else "inline"
    response["Content-Disposition"] = disposition(f"{job.matter.title}.pdf", how)
    response["Cache-Control"] = "private, no-store"
    return response


@access("officials")
@require_safe
def docx(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a Word file."""
    matter = printable(request, pk)
    known = found(matter, kind)
    if not known.may(matter, request.user.official):
        raise NotYours("这份文稿只给规定范围内的人员")
    page = known.page(matter)
    if not isinstance(page, OfficialPage):
        raise BadInput("表格只能打印为 PDF")
    response = HttpResponse(render_docx(page), content_type=DOCX)
    response["Content-Disposition"] = disposition(f"{matter.title}.docx", "attachment")
    return response
