"""A special notice and the report of how decisions are carried out, as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from govrules.core.access import access
from govrules.core.errors import BadInput
from govrules.core.matters.queries import visible_to
from govrules.core.wording import moment
from govrules.portal import frame
from govrules.portal.printed import printed
from govrules.portal.supervision_print import content
from supervision import reporting
from supervision.models import SpecialNotice
from supervision.report_views import chosen, period_in, rows_in


@access("officials")
@require_safe
def notice(request: HttpRequest, notice: int) -> HttpResponse:
    """A special notice of a matter that he may see."""
    here = frame.of(request)
    related = ("task__matter__government", "task__matter__adoption", "organ", "replied_by")
    notices = SpecialNotice.objects.select_related(*related).filter(task__in=visible_to(here.official).values("pk"))
    found = get_object_or_404(notices, pk=notice)
    return printed(content.notice_page(found), str(found))


@access("office")
@require_safe
def draft(request: HttpRequest) -> HttpResponse:
    """The draft of a report, over the period and by the choice of its page."""
    here = frame.of(request)
    government = here.official.government
    rule = reporting.require_rule(government, here.day)
    period, refused = period_in(request, here.official)
    if refused or period is None:
        raise refused or BadInput("请选择起止日期", field="since")
    rows = chosen(request, rows_in(here.official, period))
    said = (content.basis(government, rule.article, here.at), f"{moment(here.at)}打印，尚未报送。")
    return printed(content.report_page(government, period, rows, said), "落实情况报告")


@access("officials")
@require_safe
def report(request: HttpRequest, report: int) -> HttpResponse:
    """A report as it went to the leaders."""
    here = frame.of(request)
    reports = reporting.reports_for(here.official, here.day).select_related("by", "government")
    found = get_object_or_404(reports.prefetch_related("leaders"), pk=report)
    names = "、".join(leader.name for leader in found.leaders.all())
    said = (
        *filter(None, [found.note]), content.basis(found.government, found.article, found.at),
        f"{moment(found.at)}由{found.by.name}报送{names}。",
    )  # fmt: skip
    period = reporting.Period(found.since, found.until)
    return printed(
        content.report_page(found.government, period, reporting.stored(found), said), reporting.title_of(found)
    )
