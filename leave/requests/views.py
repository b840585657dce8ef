"""Pages of leave. Each view calls one act; refusals come back on the form with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from govrules.core import clock
from govrules.core.access import access
from govrules.core.asked import query_of
from govrules.core.errors import BadInput, BrokenRule, WrongState
from govrules.core.findings import Shown, of_gate, summed_up
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.matters.shown import at_hand, journal_of
from govrules.core.office.forms import ActForm, named
from govrules.core.office.models import Official, Seat
from govrules.core.office.pages.filling import me, typed
from govrules.core.office.queries import adoption_on, holder, in_office, seats_of
from govrules.core.tables import download
from govrules.core.wording import moment
from leave.requests import actions, extending, filing, foresight, gates, queries, returning
from leave.requests.forms import BackForm, FilingForm, LaterForm, LeaveForm, SoonerForm, SpanForm, initial_of
from leave.requests.models import LeaveFiling, LeaveKind, LeaveRequest
from leave.requests.states import MOVES, State
from leave.requests.steps import choices

PAGE = 30
FORM = ["GET", "HEAD", "POST"]


@access("officials")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The leaves that he may see: filtered, sorted, paged; `?export=xlsx` gives the same list as Excel."""
    by, sort = me(request), request.GET.get("sort", "")
    found = queries.LeaveFilter(request.GET, queries.leaves(by, sort))
    if request.GET.get("export") == "xlsx":
        return download("请假登记.xlsx", "请假登记", queries.rows(found.qs))
    page = Paginator(found.qs, PAGE).get_page(request.GET.get("page"))
    for matter in page:
        matter.words = queries.WORDS.get(matter.state, matter.state)
    context = {"filter": found, "page": page, "sorts": queries.SORTS, "sort": sort, "query": query_of(request)}
    return render(request, "leave/requests/index.html", context)


# --- The form ------------------------------------------------------------------------------------------


@access("officials")
@require_http_methods(FORM)
def new(request: HttpRequest) -> HttpResponse:
    """A new request; who holds several seats, or serves in the office, first says whose it is."""
    by, at = me(request), clock.now()
    seat = seat_of(request, by)
    if seat is None:
        return choose(request, by)
    official = holder(seat, clock.today())
    if official is None:
        raise BadInput(f"{seat.title}岗位空缺，没有人可以请假")
    actions.require_may_enter(by, official, at)
    form = LeaveForm(seat, at, initial={"contact": official.phone}, **typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create(by, form.wanted(official))
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            return redirect("leave:ask", made.pk)
    return edit_page(request, form, official)


def seat_of(request: HttpRequest, by: Official) -> Seat | None:
    """The seat named in the address or the form; his own where he has just one and does not serve in the office."""
    asked = request.POST.get("seat") or request.GET.get("seat") or ""
    seats = Seat.objects.select_related("government", "organ").filter(government=by.government_id)
    if asked.isdecimal():
        return get_object_or_404(seats, pk=int(asked))
    own = seats_of(by, clock.today())
    return seats.get(pk=own[0].pk) if len(own) == 1 and not in_office(by, clock.today()) else None


def choose(request: HttpRequest, by: Official) -> HttpResponse:
    """Whose leave it is: his own by each of his seats, and for the office anybody's."""
    own = seats_of(by, clock.today())
    office = in_office(by, clock.today())
    everybody = Seat.objects.filter(government=by.government_id).select_related("organ") if office else []
    others = [(pk, who) for pk, who in named(list(everybody), clock.today()) if not who.endswith("（空缺）")]
    return render(request, "leave/requests/choose.html", {"own": own, "others": others})


@access("officials")
@require_http_methods(FORM)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a request that is with him."""
    by, leave = me(request), leave_of(request, pk)
    form = LeaveForm(leave.seat, clock.now(), initial=initial_of(leave), **typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(pk, by, form.wanted(leave.official), form.cleaned_data["seen"])
        except (BadInput, BrokenRule, WrongState) as refused:
            form.refuse(refused)
            see_latest(form, leave.matter)
        else:
            messages.success(request, "已保存")
            return redirect("leave:ask", pk)
    return edit_page(request, form, leave.official, leave)


def see_latest(form: LeaveForm, matter: Matter) -> None:
    """The form that comes back knows what was saved meanwhile: sent again, it is meant to take its place."""
    form.data = form.data.copy()
    form.data["seen"] = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)


def edit_page(
    request: HttpRequest, form: LeaveForm, official: Official, leave: LeaveRequest | None = None
) -> HttpResponse:
    """The form, and beside it what the leave would bring about, as far as its span is known."""
    context = {"form": form, "official": official, "seat": form.seat, "leave": leave, "ahead": ahead(form, official)}
    return render(request, "leave/requests/edit.html", context, status=400 if form.errors else 200)


def ahead(form: LeaveForm, official: Official) -> dict[str, Any]:
    """What is seen ahead of the values that a form has now."""
    values = form.data if form.is_bound else {k: as_typed(v) for k, v in form.initial.items()}
    return look_ahead(form.seat, official, SpanForm(values))


def as_typed(value: Any) -> Any:
    """A moment as the browser's own picker sends it."""
    return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if hasattr(value, "tzinfo") else value


@access("officials")
@require_safe
def foresee(request: HttpRequest) -> HttpResponse:
    """The same while the form is being filled in, for htmx."""
    by = me(request)
    seat = seat_of(request, by)
    official = holder(seat, clock.today()) if seat else None
    if seat is None or official is None:
        raise BadInput("请先选择为谁请假")
    actions.require_may_enter(by, official, clock.now())
    return render(
        request, "leave/requests/_foresight.html", {"ahead": look_ahead(seat, official, SpanForm(request.GET))}
    )


def look_ahead(seat: Seat, official: Official, form: SpanForm) -> dict[str, Any]:
    """Foresight and what the rules would say; empty while the span is not there or makes no sense."""
    at = clock.now()
    if not form.is_valid() or form.cleaned_data["ends_at"] <= max(form.cleaned_data["starts_at"], at):
        return {}
    data = form.cleaned_data
    takes_over = Seat.objects.filter(pk=data["takes_over"], government=seat.government_id).first()
    seen = foresight.foresee(foresight.Away(official, seat, data["starts_at"], data["ends_at"], takes_over), at)
    year = clock.date_of(data["starts_at"]).year
    gone = queries.abroad(seat.government, year) if data["kind"] == LeaveKind.ABROAD else None
    return {"seen": seen, "abroad": gone, "year": year, **foreseen(seat, official, data, takes_over)}


def foreseen(seat: Seat, official: Official, data: dict[str, Any], takes_over: Seat | None) -> dict[str, Any]:
    """What the gates would object to now, of a request that is not saved yet."""
    matter = Matter(government=seat.government, adoption=adoption_on(seat.government, clock.today()))
    leave = LeaveRequest(
        matter=matter, official=official, seat=seat, kind=data["kind"] or LeaveKind.OTHER, urgent=data["urgent"],
        starts_at=data["starts_at"], ends_at=data["ends_at"],
        takes_over=holder(takes_over, clock.today()) if takes_over else None,
    )  # fmt: skip
    judged = gates.judge(leave, clock.now())
    later = {"abroad_approved", "abroad_within_limits"}  # asked further down the form
    shown = [of_gate(j) for j in judged if not j.passed and j.rule not in later]
    clash = actions.other_leave(leave)
    if clash:
        shown.insert(0, Shown("stop", "与另一次请假时间重叠", actions.span_in_words(clash)))
    return {"findings": shown, "pair_said": gates.says_pair(leave, judged)}


# --- One leave -----------------------------------------------------------------------------------------


def leave_of(request: HttpRequest, pk: int) -> LeaveRequest:
    """A request that he may see, or 404."""
    matter = get_object_or_404(with_rules(visible_to(me(request))), pk=pk, kind="leave")
    return actions.of(matter)


@access("officials")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One leave whole: what is asked, its way, who acts meanwhile, filing, record, and what may be done."""
    return whole_page(request, pk)


def whole_page(request: HttpRequest, pk: int, refused: ActForm | None = None) -> HttpResponse:
    """The page; after a refusal with the small form as it was sent, and why."""
    by, at = me(request), clock.now()
    matter = get_object_or_404(with_rules(visible_to(by)), pk=pk, kind="leave")
    shown = queries.whole(matter, at)
    mine = at_hand(shown.steps, by, at)
    leave = shown.document
    handles = actions.may_handle(leave, by, at)
    asked = foresight.Away(leave.official, leave.seat, leave.starts_at, leave.ends_at, leave.takes_over_seat)
    standing = leave.ends_at > at and matter.state not in (State.DECLINED, State.DROPPED, State.BACK)
    context = {
        "matter": matter, "sheet": shown, "leave": leave, "way": shown.way, "findings": shown.findings,
        "words": queries.WORDS.get(matter.state, matter.state), "journal": journal_of(matter), "mine": mine,
        "choices": choices(mine) if mine else (), "can": offered(leave, by, handles),
        "waivers": matter.waivers.select_related("given_by", "settled_by"), **small_forms(refused),
        "seen": foresight.foresee(asked, at) if standing else None, "office": in_office(by, clock.today()),
        "referrals": matter.referrals.select_related("taken_by"),
        "to_file": filing.to_file(leave, shown.filings), "now_typed": as_typed(at),
    }  # fmt: skip
    return render(request, "leave/requests/page.html", context, status=400 if refused else 200)


def small_forms(refused: ActForm | None) -> dict[str, ActForm]:
    """The forms that stand on the page itself; of them the one that was refused as it was sent."""
    forms = {"back_form": BackForm, "later_form": LaterForm, "sooner_form": SoonerForm}
    return {name: refused if isinstance(refused, kind) else kind() for name, kind in forms.items()}


def small_act(
    request: HttpRequest, pk: int, form: ActForm, act: Callable[[dict[str, Any]], None], said: Callable[[], str]
) -> HttpResponse:
    """One of the acts of these forms; refused, nothing that was typed is lost."""
    leave_of(request, pk)
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except (BadInput, BrokenRule) as refused:
            form.refuse(refused)
        else:
            messages.success(request, said())
            return redirect("leave:page", pk)
    return whole_page(request, pk, form)


def offered(leave: LeaveRequest, by: Official, handles: bool) -> frozenset[str]:
    """What he may do with it now, for the buttons; the acts check it again themselves."""
    state, begun = leave.matter.state, leave.starts_at <= clock.now()
    names = {"edit", "ask", "withdraw", "drop", "extend", "report_back"} if handles else set()
    if returning.may_recall(leave.matter, by, clock.now()):
        names.add("recall")
    found = {name for name in names if state in MOVES[name].sources}
    found -= {"drop"} if begun and state == State.GRANTED else set()
    found -= {"report_back", "recall"} if not begun else set()
    return frozenset(found - ({"extend"} if leave.wanted_until else set()))


@access("officials")
@require_http_methods(FORM)
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for it; what stands in the way is listed with its article; a principle may be departed from for a reason."""
    leave, refused = leave_of(request, pk), None
    if request.method == "POST":
        try:
            actions.ask(pk, me(request), reasons_in(request))
            messages.success(request, "已提出请假")
            return redirect("leave:page", pk)
        except (BrokenRule, BadInput) as found:
            refused = found
    at = clock.now()
    judged = gates.judge(leave, at)
    asked = foresight.Away(leave.official, leave.seat, leave.starts_at, leave.ends_at, leave.takes_over_seat)
    context = {
        "leave": leave, "matter": leave.matter, "refused": refused,
        "open": [(j, request.POST.get(f"reason-{j.rule}", "")) for j in judged if not j.passed],
        "findings": summed_up(of_gate(j) for j in judged if j.passed),
        "ahead": {"seen": foresight.foresee(asked, at), "pair_said": gates.says_pair(leave, judged)}
        if leave.ends_at > at else {},
    }  # fmt: skip
    return render(request, "leave/requests/ask.html", context, status=refused.status if refused else 200)


def reasons_in(request: HttpRequest) -> dict[str, str]:
    """The reasons given for departing from principles, by rule."""
    return {k.removeprefix("reason-"): v for k, v in request.POST.items() if k.startswith("reason-")}


@access("officials")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    leave_of(request, pk)
    actions.withdraw(pk, me(request), request.POST.get("reason", ""))
    messages.success(request, "已撤回，可以修改后重新请假")
    return redirect("leave:page", pk)


@access("officials")
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    leave_of(request, pk)
    actions.drop(pk, me(request), request.POST.get("reason", ""))
    messages.success(request, "已撤销，记录仍保留")
    return redirect("leave:page", pk)


@access("officials")
@require_POST
def report_back(request: HttpRequest, pk: int) -> HttpResponse:
    """He is back (销假)."""
    by, leave = me(request), leave_of(request, pk)
    return small_act(
        request, pk, BackForm(request.POST), lambda data: returning.report_back(pk, by, data["back_at"]),
        lambda: f"{leave.official.name}已销假，未办的事项已交回",
    )  # fmt: skip


@access("officials")
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to stay longer."""
    by, form = me(request), LaterForm(request.POST)
    return small_act(
        request, pk, form, lambda data: extending.ask_extension(pk, by, data["ends_at"], data["reason"]),
        lambda: f"已申请延至{moment(form.cleaned_data['ends_at'])}",
    )  # fmt: skip


@access("officials")
@require_POST
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Call him back."""
    by, form = me(request), SoonerForm(request.POST)
    return small_act(
        request, pk, form, lambda data: returning.recall(pk, by, data["ends_at"], data["reason"]),
        lambda: f"已通知他于{moment(form.cleaned_data['ends_at'])}前返回",
    )  # fmt: skip


@access("office")
@require_POST
def file(request: HttpRequest, pk: int, filing_pk: int) -> HttpResponse:
    """Put one filing on record."""
    leave_of(request, pk)
    row = get_object_or_404(LeaveFiling, pk=filing_pk, request=pk)
    data = valid(FilingForm(request.POST))
    filing.register(row.pk, me(request), filing.Proof(data["filed_at"], data["proof"], data["whom"]))
    messages.success(request, "已登记报备")
    return redirect("leave:page", pk)


def valid(form: Any) -> dict[str, Any]:
    """What a small form on the page says, or why it cannot be taken."""
    if not form.is_valid():
        said = [f"{form.fields[name].label}：{errors[0]}" for name, errors in form.errors.items()]
        raise BadInput(*said)
    return form.cleaned_data
