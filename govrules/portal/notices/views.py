"""Notices: the list, opening one, marking all as read, and how one wants to be told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core.access import access
from govrules.core.notices.actions import choose, mark_read
from govrules.core.notices.queries import inbox
from govrules.portal import frame
from govrules.portal.notices.forms import ChoiceForm

PAGE = 30


@access("officials")
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """The newest first; `?after=` goes on behind a notice, `?all=1` shows the read ones too."""
    here = frame.of(request)
    everything = request.GET.get("all") == "1"
    found = inbox(here.official) if everything else inbox(here.official).filter(read_at=None)
    after = request.GET.get("after", "")
    last = inbox(here.official).filter(pk=int(after)).first() if after.isdigit() else None
    if last:
        found = found.filter(created_at__lte=last.created_at).exclude(created_at=last.created_at, pk__gte=last.pk)
    page = list(found[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    context = {"notices": page[:PAGE], "more": more, "everything": everything, "after": after}
    return render(request, "portal/notices.html", context)


@access("officials")
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what a notice is about; it is read now."""
    here = frame.of(request)
    found = get_object_or_404(inbox(here.official), pk=pk)
    mark_read(here.official, here.at, [found.pk])
    return redirect("portal:matter", pk=found.matter_id) if found.matter_id else redirect("portal:notices")


@access("officials")
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Everything he has been told up to now is read."""
    here = frame.of(request)
    count = mark_read(here.official, here.at)
    messages.success(request, f"已把 {count} 条通知标为已读。" if count else "没有未读通知。")
    return redirect("portal:notices")


@access("officials")
@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest) -> HttpResponse:
    """How he wants to be told beside the portal."""
    me = frame.of(request).official
    now = {"by_email": me.by_email, "by_robot": me.by_robot}
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        choose(me, **form.cleaned_data)
        messages.success(request, "已保存。")
        return redirect("portal:notices")
    return render(request, "portal/notice_choice.html", {"form": form, "me": me})
