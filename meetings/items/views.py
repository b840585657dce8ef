"""Pages of agenda items. Each view calls one act; refusals come back on the form with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents.listing import workbook
from documents.saving import saved
from documents.submission.models import Submission
from documents.submission.views import reasons_in
from govrules.core import acts, clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BadInput, BrokenRule
from govrules.core.files.actions import remove
from govrules.core.findings import of_gate, summed_up
from govrules.core.judging import Judged
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.referring import waiting
from govrules.core.matters.sharing import may_share
from govrules.core.matters.shown import at_hand, evidence_of, journal_of
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import adoption_on, book_of, in_office, portfolio_seat
from govrules.rulebook.vocabulary import FACTS
from meetings.items import actions, finder, gates
from meetings.items.drafting import organs_for, sources_for
from meetings.items.facts import yes_of
from meetings.items.forms import FACT, ConferForm, ItemForm, ReviewForm, fact_field, initial_of
from meetings.items.listing import SORTS, ItemFilter, items, rows
from meetings.items.models import AgendaItem
from meetings.items.queries import find, touched_leaders
from meetings.items.routes import OPINE, acts_for
from meetings.items.states import MOVES, WITH_HOST, State
from meetings.sheet import Sheet, sheet

PAGE = 30
NOTHING_HIDDEN: Mapping[str, str] = {}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def item_of(request: HttpRequest, pk: int) -> Matter:
    """An item's matter that he may see, or 404."""
    matters = with_rules(visible_to(request.user.official)).select_related("parent", "opened_by")
    return get_object_or_404(matters, pk=pk, kind="agenda_item")


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Items that he may see: filtered, sorted, paged; `?export=xlsx` gives the same list as Excel."""
    official, sort = request.user.official, request.GET.get("sort", "")
    book = book_of(adoption_on(official.government, clock.today()))
    found = ItemFilter(request.GET, items(official, sort), official=official, book=book)
    bodies = {body.key: body.title for body in book.bodies}
    if request.GET.get("export") == "xlsx":
        return as_xlsx(workbook("议题", rows(found.qs, bodies)), "议题列表.xlsx")
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words, matter.body_title = State(matter.state).label, bodies.get(matter.item.body, "")
    context = {"filter": found, "page": page, "sorts": SORTS, "query": query_of(request), "sort": sort}
    return render(request, "meetings/items/index.html", context)


def as_xlsx(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


@access("officials")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new item; `?source=` names the document that it comes from."""
    by = request.user.official
    organs, parent = organs_for(by, clock.now()), source_of(request)
    if request.method == "GET":
        form = ItemForm(by=by, organs=organs, initial=blank(request, by, organs, parent))
        return edit_page(request, form, parent=parent)
    form = ItemForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        organ, again = form.cleaned_data["organ"], partial(edit_page, request, form, parent=parent)
        return saved(request, form, lambda: actions.create(by, organ, form.draft(), parent), again,
                     address="meetings:item")  # fmt: skip
    return edit_page(request, form, 400, parent=parent)


def source_of(request: HttpRequest) -> Matter | None:
    """The document or event that the item is to come from; to whoever may not see it there is none."""
    wanted = request.POST.get("source") or request.GET.get("source") or ""
    if not wanted.isdecimal():
        return None
    return get_object_or_404(with_rules(sources_for(request.user.official)), pk=int(wanted))


def blank(request: HttpRequest, by: Official, organs: list[int], parent: Matter | None) -> dict[str, Any]:
    """What a new item starts with: the organ's leader, what was picked before, what the source says."""
    first = parent.organ_id if parent and parent.organ_id in organs else next(iter(organs), None)
    started: dict[str, Any] = {"organ": first, "business": request.GET.get("business", "")}
    started |= {FACT + key: request.GET.get(key) for key in FACTS if request.GET.get(key)}
    started["sponsor"] = portfolio_seat(Organ.objects.get(pk=first), clock.today()) if first else None
    return started | (from_source(parent) if parent else {})


def from_source(parent: Matter) -> dict[str, Any]:
    """Title, touched organs and what its drafters declared, from the document."""
    start = parent.title.find("关于")
    about = parent.title[max(start, 0) :].removesuffix("的请示").removesuffix("请示").removesuffix("的报告")
    words = {"submission": f"{about}的议题", "event": f"关于召开{parent.title}的议题"}
    title = words.get(parent.kind, f"关于审议《{parent.title}》的议题")
    values: dict[str, Any] = {"title": title}
    referral = waiting(parent.government, "agenda_item").filter(matter=parent).first()
    if referral:
        values = {"title": referral.title, "brief": referral.text}
    submission = Submission.objects.filter(pk=parent.pk).prefetch_related("touched").first()
    if submission:
        values |= {"brief": submission.body, "touched": list(submission.touched.all())}
        values |= {FACT + key: True for key in submission.declared}
    return values


@access("officials")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item that is with its organ."""
    matter, by = item_of(request, pk), request.user.official
    organs = [matter.organ_id]
    if request.method == "GET":
        return edit_page(request, ItemForm(by=by, organs=organs, initial=initial_of(find(matter))), matter=matter)
    form = ItemForm(request.POST, request.FILES, by=by, organs=organs)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        again = partial(edit_page, request, form, matter=matter)
        return saved(request, form, lambda: actions.revise(pk, by, form.draft(), seen), again, matter, "meetings:item")
    return edit_page(request, form, 400, matter=matter)


def edit_page(
    request: HttpRequest, form: ItemForm, status: int = 200, *, matter: Matter | None = None,
    parent: Matter | None = None,
) -> HttpResponse:  # fmt: skip
    """The drafting page of an item."""
    attachments = matter.attachments.filter(removed_at=None).select_related("blob") if matter else []
    context = {"form": form, "matter": matter, "attachments": attachments, "parent": parent}
    return render(request, "meetings/items/edit.html", context, status=status)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One item whole: what is asked, its way, what the rules and the leaders say, record, what may be done."""
    matter, official, at = item_of(request, pk), request.user.official, clock.now()
    shown = sheet(matter, at)
    mine = at_hand(shown.steps, official, at)
    return render(request, "meetings/items/page.html", context_of(shown, official) | {"mine": mine})


def context_of(shown: Sheet, official: Official) -> dict[str, Any]:
    """Everything the page shows."""
    matter, item, at = shown.matter, shown.document, clock.now()
    can, supplements = offered(matter, official), supplemented(matter, official)
    evidence = evidence_of(matter)
    for one in evidence:
        one.label = actions.ON_RECORD.get(one.kind, one.kind)
    ask = leaders_to_ask(item, official, shown)
    beside = visible_to(official).filter(pk__in=[matter.parent_id or 0, item.meeting_id or 0])
    visible = set(beside.values_list("pk", flat=True))
    return {
        "matter": matter, "sheet": shown, "words": State(matter.state).label, "way": shown.way,
        "findings": shown.findings, "journal": journal_of(matter), "evidence": evidence, "can": can,
        "waivers": matter.waivers.select_related("given_by", "settled_by"),
        "attachments": matter.attachments.filter(removed_at=None).select_related("blob"),
        "versions": matter.versions.select_related("by"), "may_share": may_share(matter, official),
        "parent": matter.parent if matter.parent_id in visible else None,
        "meeting": item.meeting if item.meeting_id in visible else None,
        "review_form": ReviewForm(matter=matter, initial={"issued_on": clock.date_of(at)}) if supplements else None,
        "missing": missing_facts(item) if supplements else [],
        "confer_form": ConferForm(offered=ask) if ask else None,
        "confer_rule": actions.confers(item),
    }  # fmt: skip


def offered(matter: Matter, official: Official) -> frozenset[str]:
    """What its organ and its leaders may do with an item in its state, for the buttons of its page."""
    if matter.organ_id not in organs_for(official, clock.now()):
        return frozenset()
    return frozenset(n for n in ("edit", "propose", "withdraw", "drop") if matter.state in MOVES[n].sources)


def supplemented(matter: Matter, official: Official) -> bool:
    """Whether he may add to what is on record for it: its organ's and the office's people, until it comes up."""
    at = clock.now()
    concerned = matter.organ_id in organs_for(official, at) or in_office(official, clock.date_of(at))
    return concerned and matter.state in MOVES["supplement"].sources


def missing_facts(item: AgendaItem) -> list[tuple[str, str]]:
    """What the gates of the agenda ask for and nobody has said yet."""
    wanted = yes_of(book_of(item.matter.adoption), "fix_agenda")
    return [(key, FACTS[key].name) for key in wanted if not item.declared.get(key)]


def leaders_to_ask(item: AgendaItem, official: Official, shown: Sheet) -> list[Seat]:
    """Whom the leader who proposes it may still ask before the meeting."""
    if item.sponsor is None or item.matter.state not in actions.BEFORE_MEETING:
        return []
    if not acts_for(item.sponsor, official, clock.now()):
        return []
    asked = {s.seat_id for s in shown.steps if s.act == OPINE}
    return [seat for seat in touched_leaders(item, clock.today()) if seat.pk not in asked]


@access("officials")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose it; what stands in the way is listed with its article, a principle may be departed from for a reason."""
    matter = item_of(request, pk)
    refused: BrokenRule | None = None
    if request.method == "POST":
        try:
            actions.propose(pk, request.user.official, reasons_in(request))
            messages.success(request, "已提出")
            return redirect("meetings:item", pk)
        except BrokenRule as found:
            refused = found
    words = {"heading": "提出前把关", "button": "提出议题", "back": "meetings:item"}
    return gates_page(request, matter, gates.judge(find(matter)), words, refused)


def gates_page(
    request: HttpRequest, matter: Matter, judged: list[Judged], words: dict[str, str],
    refused: BrokenRule | None = None, hidden: Mapping[str, str] = NOTHING_HIDDEN,
) -> HttpResponse:  # fmt: skip
    """What the gates say before an act; on a refusal with its reasons, and with what was typed."""
    context = {
        "matter": matter, "refused": refused, "words": words, "hidden": hidden,
        "open": [(j, request.POST.get(f"reason-{j.rule}", "")) for j in judged if not j.passed],
        "findings": summed_up(of_gate(j) for j in judged if j.passed),
    }  # fmt: skip
    return render(request, "meetings/items/gates.html", context, status=422 if refused else 200)


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it back."""
    item_of(request, pk)
    actions.withdraw(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "已撤回，可以修改后重新提出")
    return redirect("meetings:item", pk)


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    item_of(request, pk)
    actions.drop(pk, request.user.official, request.POST.get("reason", ""))
    messages.success(request, "已作废，记录仍保留")
    return redirect("meetings:item", pk)


@access("officials")
@require_POST
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a review or an organ's signed opinion on record."""
    form = ReviewForm(request.POST, matter=item_of(request, pk))
    if not form.is_valid():
        raise BadInput(*[f"{form.fields[name].label}：{said[0]}" for name, said in form.errors.items()])
    actions.record_review(pk, request.user.official, form.recorded(), form.cleaned_data["paper"])
    messages.success(request, "已登记")
    return redirect("meetings:item", pk)


@access("officials")
@require_POST
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what has been done since the proposal."""
    item_of(request, pk)
    actions.declare(pk, request.user.official, request.POST.getlist("facts"))
    messages.success(request, "已补充申报")
    return redirect("meetings:item", pk)


@access("officials")
@require_POST
def confer(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask other leaders before the meeting."""
    matter = item_of(request, pk)
    form = ConferForm(request.POST, offered=touched_leaders(find(matter), clock.today()))
    if not form.is_valid():
        raise BadInput("请选择征求哪些领导的意见", field="seats")
    actions.confer(pk, request.user.official, list(form.cleaned_data["seats"]))
    messages.success(request, "已征求意见，答复会显示在把关情况中")
    return redirect("meetings:item", pk)


@access("officials")
@require_POST
def detach(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Take an attachment off a draft."""
    item_of(request, pk)
    with acts.on(pk) as matter:
        remove(matter, attachment, request.user.official, clock.now(), WITH_HOST)
    return redirect("meetings:item_edit", pk)


@access("officials")
@require_safe
def which(request: HttpRequest) -> HttpResponse:
    """Which body must decide this? Choose the kind of the matter, or look for a word in the bodies' business."""
    book = book_of(adoption_on(request.user.official.government, clock.today()))
    keys = finder.asked(book)
    chosen = {key: value for key in keys if (value := chosen_value(request, key)) not in (None, "", False)}
    words = request.GET.get("q", "").strip()[:40]
    fields = [(key, fact_field(key), chosen.get(key)) for key in keys]
    context = {
        "verdicts": finder.verdicts(book, chosen, words), "fields": fields, "chosen": chosen, "words": words,
        "carry": "".join(f"&{key}={1 if value is True else value}" for key, value in chosen.items()),
    }  # fmt: skip
    return render(request, "meetings/items/which.html", context)


def chosen_value(request: HttpRequest, key: str) -> Any:
    """A fact as it was picked in the address; what is none of its values is nothing."""
    fact, value = FACTS[key], request.GET.get(key, "")
    if fact.type is bool:
        return value in ("1", "on", "True")
    if fact.type is int:
        return min(int(value), 9999) if value.isdecimal() and len(value) < 6 else None
    return value if fact.domain and value in fact.domain else None
