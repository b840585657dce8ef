"""How decisions are carried out, over a period (落实情况报告): what the draft lists, and its report to the leaders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet

from govrules.core import clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why
from govrules.core.journal.actions import Line, record_office
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to, with_rules
from govrules.core.notices.actions import tell
from govrules.core.office.models import Appointment, Government, OfficeSetting, Official
from govrules.core.office.queries import adoption_on, book_of, current, in_office, setting
from govrules.core.wording import article_name, day
from govrules.rulebook.features import Feature
from supervision.models import Feedback, StateReport, Task
from supervision.ownrules import KEY
from supervision.queries import parts_of
from supervision.rules import FEEDBACK, REPORT, bound, rule_of
from supervision.states import State

DONE, LATE_DONE, RUNNING, LATE = "done", "late_done", "running", "late"
WORDS = {DONE: "已办结", LATE_DONE: "超期办结", RUNNING: "办理中", LATE: "逾期未办结"}
DAY = timedelta(days=1)
LONGEST_PERIOD, MOST, LONGEST = 731, 5000, 2000


@dataclass(frozen=True)
class Period:
    """From day to day, both included."""

    since: date
    until: date


@dataclass(frozen=True)
class Row:
    """One matter as the report says it, in words; `silent` names who has fed back nothing, with the article."""

    title: str
    origin: str
    organ: str
    helpers: str
    due: str
    state: str
    done: str
    said: str
    silent: str

    @property
    def words(self) -> str:
        return WORDS[self.state]


def rule_on(government: Government, on: date) -> Feature | None:
    """The rule that wants such reports; None where there is none."""
    return book_of(adoption_on(government, on)).feature(REPORT)


def require_rule(government: Government, on: date) -> Feature:
    found = rule_on(government, on)
    if found is None:
        raise BrokenRule(Why("本级工作规则没有规定落实情况报告"))
    return found


def last_report(government: Government) -> StateReport | None:
    return StateReport.objects.filter(government=government).select_related("by").first()


def fixed(government: Government, on: date) -> OfficeSetting | None:
    """How often it is reported, where the office has fixed it itself."""
    return setting(government, KEY, on)


def usual(government: Government, on: date) -> Period | None:
    """The period to look at first: the whole months that the office has fixed, else since it was last reported.

    None where neither says anything: the rules name no period, and none is made up.
    """
    own, last = fixed(government, on), last_report(government)
    if own:
        first = on.replace(day=1)
        return Period(months_before(first, own.value["count"]), first - DAY)
    return Period(min(last.until + DAY, on), on) if last else None


def months_before(first: date, count: int) -> date:
    """The first day of the month so many months earlier."""
    months = first.year * 12 + first.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def checked(period: Period, on: date) -> Period:
    """A period that is over or lasts until today."""
    if period.until < period.since or period.until > on:
        raise BadInput("请选择起止日期，止日不早于起日、不晚于今天", field="until")
    if (period.until - period.since).days > LONGEST_PERIOD:
        raise BadInput("起止日期相隔太久，一次最多看两年", field="since")
    return period


# --- The rows --------------------------------------------------------------------------------------


def matters_in(official: Official, period: Period) -> QuerySet[Matter]:
    """Supervised matters that he may see and that were under way in the period: four queries when read."""
    begins, ends = clock.start_of_day(period.since), clock.start_of_day(period.until + DAY)
    found = with_rules(visible_to(official)).filter(kind="supervised", opened_at__lt=ends)
    found = found.filter(Q(closed_at=None) | Q(closed_at__gte=begins)).exclude(state=State.CANCELLED)
    fed = Feedback.objects.filter(at__lt=ends).select_related("organ").only("task", "text", "at", "organ__short_name")
    more = (Prefetch("task__parts", parts_of()), Prefetch("task__feedback", fed))
    return found.select_related("task").prefetch_related(*more).order_by("task__origin", "task__due_on", "pk")[:MOST]


def rows_of(official: Official, period: Period, on: date) -> list[Row]:
    return [row_of(matter, period, on) for matter in matters_in(official, period)]


def row_of(matter: Matter, period: Period, on: date) -> Row:
    """As it stood when the period ended."""
    task, parts = matter.task, list(matter.task.parts.all())
    fed = {one.organ_id for one in task.feedback.all()}
    quiet = [o.short_name for o in bound(matter, [part.organ for part in parts]) if o.pk not in fed]
    rule, last = rule_of(matter, FEEDBACK), list(task.feedback.all())[-1:]
    return Row(
        title=matter.title, origin=task.origin, organ=matter.organ.short_name,
        helpers="、".join(part.organ.short_name for part in parts if not part.lead),
        due=said_day(task.due_on), state=state_of(task, period, on),
        done=said_day(task.done_on) if task.done_on and task.done_on <= period.until else "",
        said="".join(f"{day(one.at)}{one.organ.short_name if one.organ else ''}：{one.text}" for one in last),
        silent=f"{'、'.join(quiet)}（{article_name(rule.article)}）" if quiet and rule else "",
    )  # fmt: skip


def said_day(on: date | None) -> str:
    return day(on, 0) if on else ""


def state_of(task: Task, period: Period, on: date) -> str:
    """Done, done too late, under way, late: at the end of the period, or today while it lasts."""
    if task.done_on and task.done_on <= period.until:
        return LATE_DONE if task.due_on and task.done_on > task.due_on else DONE
    over = min(period.until + DAY, on)  # the first moment of that day is after the period's last
    return LATE if task.due_on and task.due_on < over else RUNNING


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many of each state, in words."""
    found = dict.fromkeys(WORDS.values(), 0)
    for row in rows:
        found[row.words] += 1
    return found


def stored(report: StateReport) -> list[Row]:
    """The rows as they were reported."""
    return [Row(**row) for row in report.rows]


HEADING = ["督办事项", "来源", "责任单位", "配合单位", "完成时限", "状态", "办结日期", "最近反馈", "未反馈单位"]


def table(rows: Iterable[Row]) -> Iterator[list[str]]:
    """The heading and a row a matter, for Excel and for paper."""
    yield HEADING
    for row in rows:
        yield [row.title, row.origin, row.organ, row.helpers, row.due, row.words, row.done, row.said, row.silent]


# --- Reporting -------------------------------------------------------------------------------------


def leaders_of(government: Government, rule: Feature, on: date) -> list[Official]:
    """The leaders to whom it is reported, in the order of the office's list."""
    posts = rule.params.posts  # type: ignore[attr-defined]
    held = Appointment.objects.filter(current(on), seat__government=government, seat__post__in=posts)
    held = held.select_related("official__account", "seat").order_by("seat__order", "seat__pk")
    return list({one.official_id: one.official for one in held}.values())


def send(by: Official, period: Period, leaders: Sequence[int], note: str = "") -> StateReport:
    """Report to leaders: the rows as they stand, when, to whom; those are told.

    1 the rules have it, the office does it; 2 the period and the leaders; 3 the report as it went; 4 notices.
    """
    at = clock.now()
    on = clock.date_of(at)
    rule = require_rule(by.government, on)
    if not in_office(by, on):
        raise NotYours(Why("落实情况由政府办公室报告", rule.article))
    chosen = [leader for leader in leaders_of(by.government, rule, on) if leader.pk in set(leaders)]
    if not chosen or len(chosen) != len(set(leaders)):
        raise BadInput("请选择报送的县政府领导", field="leaders")
    if len(note) > LONGEST:
        raise BadInput(f"说明过长，最多{LONGEST}字", field="note")
    rows = rows_of(by, checked(period, on), on)
    with transaction.atomic():
        made = StateReport.objects.create(
            government=by.government, since=period.since, until=period.until, article=rule.article, note=note.strip(),
            rows=[asdict(row) for row in rows], by=by, at=at,
        )  # fmt: skip
        made.leaders.set(chosen)
        names = "、".join(leader.name for leader in chosen)
        text = f"向{names}报送{title_of(made)}：{summary(rows)}"
        record_office(by.government, Line("state_report", at, text, actor=by, article=rule.article))
        tell(chosen, event=f"state-report:{made.pk}", subject=title_of(made), body=summary(rows), article=rule.article,
             at=at)  # fmt: skip
    return made


def title_of(report: StateReport) -> str:
    return f"议定事项落实情况报告（{day(report.since, report.until.year)}至{day(report.until)}）"


def summary(rows: Sequence[Row]) -> str:
    """共18件：已办结11件、办理中5件、逾期未办结2件。"""
    parts = [f"{words}{number}件" for words, number in counts(rows).items() if number]
    return f"共{len(rows)}件" + (f"：{'、'.join(parts)}。" if parts else "。")


def reports_for(official: Official, on: date) -> QuerySet[StateReport]:
    """Reports that he may see: those to him; the office's staff all of its government."""
    found = StateReport.objects.filter(government=official.government_id)
    return found if in_office(official, on) else found.filter(leaders=official)
