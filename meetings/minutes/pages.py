"""Pages around minutes: what is made public, the register of major decisions, the papers of a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from documents.printing.page import OfficialPage
from documents.prints.kinds import found
from documents.prints.models import PrintKind
from documents.submission.views import matter_of
from documents.views import query_of
from govrules.core import clock
from govrules.core.access import access
from govrules.core.errors import BadInput, NotYours
from meetings.minutes import major, publication
from meetings.minutes.forms import PublicForm
from meetings.minutes.queries import headed
from meetings.minutes.views import PAGE, workbook

SHOWN = {"": "待确定", "public": "已公开", "kept": "不公开", "all": "全部"}


@access("office")
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Decided items that the rules have made public: to be settled one by one; `?export=xlsx` gives what is public."""
    at, government = clock.now(), request.user.official.government
    items = publication.items_of(government, at)
    if request.GET.get("export") == "xlsx":
        return workbook("公开的议定事项", publication.exported(items))
    show = request.GET.get("show", "")
    narrowed = {
        "": {"publication": None}, "public": {"publication__public": True}, "kept": {"publication__public": False},
    }  # fmt: skip
    page = Paginator(items.filter(**narrowed.get(show, {})), PAGE).get_page(request.GET.get("page"))
    rules = publication.bodies_of(government, at)
    context = {"page": page, "rules": sorted({rule.article for rule in rules.values()}), "shown": SHOWN, "show": show,
               "query": query_of(request)}  # fmt: skip
    return render(request, "meetings/minutes/public.html", context)


@access("office")
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Make one public, or keep it back with a reason."""
    items = publication.items_of(request.user.official.government, clock.now())
    item = get_object_or_404(items, pk=pk)
    form = PublicForm(request.POST)
    if not form.is_valid():
        raise BadInput("请选择公开或不公开")
    chosen = form.cleaned_data["choice"] == "publish"
    publication.settle(item.pk, request.user.official, chosen, form.cleaned_data["words"])
    messages.success(request, "已确定公开" if chosen else "已确定不公开")
    return redirect("meetings:minutes_public")


@access("officials")
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The major decisions that he may see, the latest first."""
    items = major.decided_items(request.user.official)
    for word in request.GET.get("q", "").split():
        items = items.filter(matter__title__icontains=word)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    for item in page:
        item.why = major.reasons(item)
    context = {"page": page, "q": request.GET.get("q", ""), "query": query_of(request)}
    return render(request, "meetings/minutes/register.html", context)


@access("officials")
@require_safe
def register_item(request: HttpRequest, pk: int) -> HttpResponse:
    """One major decision with its whole evidence."""
    item = get_object_or_404(major.decided_items(request.user.official), pk=pk)
    return render(request, "meetings/minutes/file.html", {"file": major.file_of(item), "matter": item.matter})


@access("officials")
@require_safe
def paper(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The agenda, the notice or the attendance sheet of a meeting on the screen, to be printed from there."""
    matter = matter_of(request, pk, "meeting")
    known = found(matter, kind)
    if not known.may(matter, request.user.official):
        raise NotYours("完整的议程和名单只给全程参加会议的人员；您列席的议题见会议通知")
    shown = known.page(matter)
    context = {"matter": matter, "paper": shown, "kind": kind, "label": PrintKind(kind).label}
    if isinstance(shown, OfficialPage):
        context["paragraphs"] = headed("\n".join(shown.body))
    return render(request, "meetings/minutes/paper.html", context)
