"""Arming, meeting, extending and settling deadlines. `arm`, `meet` and `cancel` want the matter locked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from govrules.core import acts
from govrules.core.authority import askers
from govrules.core.calendar import queries as calendars
from govrules.core.deadlines import onstep, reckoning
from govrules.core.deadlines.lapsing import lapse
from govrules.core.deadlines.models import Deadline, DeadlineState, Extension, ExtensionState
from govrules.core.deadlines.reckoning import Moments
from govrules.core.deadlines.recount import for_nobody, recompute, with_warned
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter, Step
from govrules.core.notices.actions import tell
from govrules.core.office.models import OfficeSetting, Official
from govrules.core.office.queries import in_office, organs_of
from govrules.core.wording import last_day
from govrules.core.workdays import WORKDAY, Calendar, chinese, office_date
from govrules.rulebook.schema import DeadlineRule

__all__ = [
    "answer_extension", "arm", "arm_setting", "ask_extension", "cancel", "confirm", "left_words", "light",
    "cancel_matter", "meet", "meet_matter", "meet_one", "recompute",
]  # fmt: skip

LONGEST_REASON, LONGEST_MANNER, LONGEST_ANSWER = 500, 100, 200


def arm(
    matter: Matter,
    step: Step | None,
    rule: DeadlineRule,
    at: datetime,
    *,
    count: int | None = None,
    basis: str = "",
) -> Deadline | None:
    """Begin a period of the rulebook, or the host's own (`count`) where the rulebook lets it set one.

    Nothing begins where the rulebook is silent and nobody set a limit.
    """
    if count is not None and not rule.host_may_set:
        raise BrokenRule(Why("工作规则未允许另定这项时限", rule.article, "请按规则规定的时限办理", rule.key))
    if count is None and rule.count is None:
        return None
    return _begin(
        Deadline(
            matter=matter, step=step, rule=rule.key, article=rule.article, strength=rule.strength or "",
            basis=basis or ("" if count is None else "主办单位另定时限"),
            count=_positive(rule.count if count is None else count),
            unit=rule.unit, warn_before=rule.warn_before, opened_at=at, on_pass=rule.on_pass or "",
            on_pass_article=rule.on_pass_article, on_pass_strength=rule.on_pass_strength or "",
            extension_by=rule.extension_by or "", extension_article=rule.extension_article,
        )
    )  # fmt: skip


def arm_setting(matter: Matter, step: Step | None, setting: OfficeSetting, at: datetime) -> Deadline:
    """Begin a period that the office itself has fixed (本办规定); no article stands behind it."""
    value: Mapping[str, Any] = setting.value if isinstance(setting.value, dict) else {"count": setting.value}
    count, unit = _positive(value.get("count")), value.get("unit", WORKDAY)
    return _begin(
        Deadline(
            matter=matter, step=step, rule=setting.key, basis=f"本办规定：{setting.basis}"[:200], count=count,
            unit=unit, warn_before=value.get("warn_before", 1), opened_at=at,
        )
    )  # fmt: skip


def meet(step: Step, at: datetime) -> None:
    """The step was decided: its periods end, as met or, after the due moment, as passed."""
    _end(step, at, _met(at))


def cancel(step: Step, at: datetime) -> None:
    """The step fell away (returned, withdrawn): its periods end without a result."""
    _end(step, at, Value(DeadlineState.CANCELLED))
    step.due_at = step.warn_at = None
    Step.objects.filter(pk=step.pk).update(due_at=None, warn_at=None)


def meet_matter(matter: Matter, at: datetime) -> None:
    """What a period of the whole matter was for has been done: it ends, as met or, after the due moment, as passed."""
    _end_rows(Deadline.objects.filter(matter=matter, step=None, state=DeadlineState.OPEN), at, _met(at))
    onstep.show([], of_matters=[matter.pk])


def meet_one(deadline: Deadline, at: datetime) -> None:
    """What one of several periods of a whole matter was for has been done: that one ends, the others go on."""
    _end_rows(Deadline.objects.filter(pk=deadline.pk, state=DeadlineState.OPEN), at, _met(at))
    onstep.show([], of_matters=[deadline.matter_id])


def cancel_matter(matter: Matter, at: datetime) -> None:
    """The matter was returned or withdrawn: the periods of the whole of it end without a result."""
    running = Deadline.objects.filter(matter=matter, step=None, state=DeadlineState.OPEN)
    _end_rows(running, at, Value(DeadlineState.CANCELLED))
    onstep.show([], of_matters=[matter.pk])


def ask_extension(deadline: Deadline, by: Official, until: date, reason: str, manner: str, at: datetime) -> Extension:
    """Ask for more time, before the period is over. The caller has made sure that it is his step."""
    with acts.on(deadline.matter_id) as matter:
        deadline = _open(deadline.pk)
        _may_be_extended(deadline, until, at)
        if deadline.requests.filter(state=ExtensionState.ASKED).exists():
            raise WrongState("已经商请过延期，请等待主办单位答复")
        asked = Extension.objects.create(
            deadline=deadline, asked_by=by, asked_at=at, until=until,
            reason=_words(reason, "reason", "延期的理由", LONGEST_REASON),
            manner=_words(manner, "manner", "", LONGEST_MANNER),
        )  # fmt: skip
        how = f"，以{asked.manner}方式回复" if asked.manner else ""
        text = f"{by.name}商请延期至{chinese(until)}{how}：{asked.reason}"
        record(matter, _line("extend_ask", at, text, deadline, actor=by, article=deadline.extension_article))
    return asked


def answer_extension(extension: Extension, by: Official, agree: bool, answer: str, at: datetime) -> None:
    """Agree to more time or refuse it; only who may by the rulebook, and while the period still runs.

    1 who may agree; 2 may it still be extended; 3 the answer; 4 the period anew; 5 journal and notice.
    """
    with acts.on(extension.deadline.matter_id) as matter:
        deadline = _open(extension.deadline_id)
        extension = Extension.objects.select_related("asked_by").get(pk=extension.pk)
        _may_answer(matter, deadline, extension, by, at)
        if agree:
            _may_be_extended(deadline, extension.until, at)
        extension.state = ExtensionState.AGREED if agree else ExtensionState.REFUSED
        extension.answered_by, extension.answered_at = by, at
        extension.answer = _words(answer, "answer", "" if agree else "不同意延期的理由", LONGEST_ANSWER)
        extension.save()
        if agree:
            _extend(deadline, extension.until, at)
        _tell_answer(matter, deadline, extension)


def confirm(deadline: Deadline, by: Official, reason: str, at: datetime) -> None:
    """The office decides that a provisional period that waits is over: what follows it then happens.

    Nobody does so on his own request, the office's own least of all.
    """
    with acts.on(deadline.matter_id) as matter:
        deadline = _open(deadline.pk)
        _may_confirm(matter, by, at)
        if deadline.waits_since is None:
            raise WrongState("这项时限不在等待认定")
        if for_nobody(with_warned(Deadline.objects.all()).get(pk=deadline.pk)):
            raise WrongState(Why("还没有人可以办理这一步，届满不产生后果", deadline.article, "请先明确由谁办理"))
        why = _words(reason, "reason", "认定的依据", LONGEST_ANSWER)
        deadline.provisional, deadline.next_at = False, deadline.due_at
        deadline.waits_since, deadline.waits_for, deadline.confirmed_at = None, "", at
        deadline.save(update_fields=["provisional", "next_at", "waits_since", "waits_for", "confirmed_at"])
        text = f"{by.name}认定时限已于{chinese(last_day(deadline.due_at))}届满：{why}"
        record(matter, _line("confirm", at, text, deadline, actor=by))


def light(row: Deadline | Step, at: datetime) -> str:
    """The light of a deadline or of a step: green, yellow once warned, red once over."""
    return reckoning.light(row.warn_at, row.due_at, at)


def left_words(row: Deadline | Step, at: datetime, calendar: Calendar | None = None) -> str:
    """剩 3 天, 今天, 超 1 天; nothing where there is no limit."""
    return reckoning.left_words(row.due_at, at, calendar or calendars.current()) if row.due_at else ""


def _begin(deadline: Deadline) -> Deadline:
    """Count a new period, save it, and write its beginning in the journal."""
    matter, at = deadline.matter, deadline.opened_at
    deadline.government_id = matter.government_id
    calendar = calendars.current()
    _set(deadline, reckoning.counted(at, deadline.count, deadline.unit, deadline.warn_before, calendar))
    deadline.save(force_insert=True)
    _show(deadline)
    last = chinese(last_day(deadline.due_at))
    text = f"{_whose(deadline.step)}应于{last}前办理（{deadline.basis or '规则规定的时限'}，{deadline.counted}）"
    record(matter, _line("arm", at, text, deadline))
    return deadline


def _set(deadline: Deadline, moments: Moments) -> None:
    """Put the moments of a new cycle on the row."""
    deadline.due_at, deadline.warn_at = moments.due_at, moments.warn_at
    deadline.provisional, deadline.counted = moments.provisional, moments.counted
    deadline.next_at = moments.warn_at
    deadline.waits_since, deadline.waits_for = None, ""
    deadline.attempts, deadline.last_error = 0, ""


def _extend(deadline: Deadline, until: date, at: datetime) -> None:
    _set(deadline, reckoning.agreed(until, at, deadline.warn_before, calendars.current()))
    deadline.agreed_on = until
    deadline.extensions += 1
    deadline.cycle += 1
    deadline.save()
    _show(deadline)


def _end(step: Step, at: datetime, state: Case | Value) -> None:
    """End the open periods of a step; requests for more time that nobody answered lapse with them."""
    _end_rows(Deadline.objects.filter(step=step, state=DeadlineState.OPEN), at, state)


def _met(at: datetime) -> Case:
    """Met, or passed where the due moment was over and firm."""
    late = When(due_at__lte=at, provisional=False, then=Value(DeadlineState.PASSED))
    return Case(late, default=Value(DeadlineState.MET))


def _end_rows(running: QuerySet[Deadline], at: datetime, state: Case | Value) -> None:
    lapse(list(running.values_list("pk", flat=True)))
    running.update(state=state, closed_at=at, next_at=None, waits_since=None, waits_for="")


def _show(deadline: Deadline) -> None:
    """Show it on its step, or on every step under way of its matter."""
    if deadline.step is None:
        return onstep.show([], of_matters=[deadline.matter_id])
    onstep.show([deadline.step.pk])
    deadline.step.refresh_from_db(fields=["due_at", "warn_at"])


def _open(deadline_id: int) -> Deadline:
    """The deadline as it stands under the matter's lock, if it still runs."""
    rows = Deadline.objects.select_related("step__organ", "step__seat").select_for_update(of=("self",))
    deadline = rows.get(pk=deadline_id)
    if deadline.state != DeadlineState.OPEN:
        raise WrongState(f"这项时限{deadline.get_state_display()}，不能再变动")
    return deadline


def _may_be_extended(deadline: Deadline, until: date, at: datetime) -> None:
    """More time: only where the rulebook knows it, before the period is over, and to a later day."""
    if not deadline.extension_by:
        raise BrokenRule(Why("工作规则未规定这项时限可以商定延期", deadline.article, "请在时限内办理", deadline.rule))
    if at >= deadline.due_at and not deadline.provisional:
        raise WrongState(Why("时限已过，不能再商定延期", deadline.extension_article))
    if until <= max(last_day(deadline.due_at), office_date(at)):
        raise BadInput("延期的日期应晚于原定的最后一日，且不早于今天", field="until")
    calendars.current().require(until)


def _may_confirm(matter: Matter, by: Official, at: datetime) -> None:
    if by.government_id != matter.government_id or not in_office(by, office_date(at)):
        raise NotYours("暂定的时限是否已到，由政府办公室认定")
    if by.pk in askers(*filter(None, (matter, matter.parent))):
        raise NotYours("本人起草、报送或者签发的公文，时限是否已到由办公室其他人员认定")


def _may_answer(matter: Matter, deadline: Deadline, extension: Extension, by: Official, at: datetime) -> None:
    if extension.state != ExtensionState.ASKED:
        raise WrongState(f"这份延期商请{extension.get_state_display()}")
    if by.pk == extension.asked_by_id:
        raise NotYours("延期不能由提出的人自己答复")
    if deadline.extension_by == "host" and matter.organ_id not in organs_of(by, office_date(at)):
        why = Why(f"延期应与主办单位（{matter.organ.short_name}）商定，由其工作人员答复", deadline.extension_article)
        raise NotYours(why)


def _tell_answer(matter: Matter, deadline: Deadline, extension: Extension) -> None:
    by, at, until = extension.answered_by, extension.answered_at, chinese(extension.until)
    said = f"同意延期至{until}" if extension.state == ExtensionState.AGREED else f"不同意延期至{until}"
    text = f"{by.name}{said}" + (f"：{extension.answer}" if extension.answer else "")
    article = deadline.extension_article
    record(matter, _line("extend_answer", at, text, deadline, actor=by, article=article))
    tell(
        [extension.asked_by], event=f"extension:{extension.pk}", subject=f"主办单位{said}：{matter.title}",
        body=text, matter=matter, article=article, at=at,
    )  # fmt: skip


def _line(act: str, at: datetime, text: str, deadline: Deadline, **more: Any) -> Line:
    data = {"deadline": deadline.pk, "due": deadline.due_at.isoformat()}
    return Line(act, at, text, data=data, **({"article": deadline.article} | more))


def _whose(step: Step | None) -> str:
    """Whom the period is for, in words."""
    if step is None:
        return ""
    return step.organ.short_name if step.organ else step.seat.title if step.seat else ""


def _positive(count: object) -> int:
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise BadInput(f"时限应为1天以上的整数，现为“{count}”", field="limit")
    return count


def _words(text: str, field: str, needed: str, longest: int) -> str:
    """Typed words without surrounding blanks; `needed` names what must not be left empty."""
    words = text.strip()
    if needed and not words:
        raise BadInput(f"请写明{needed}", field=field)
    if len(words) > longest:
        raise BadInput(f"文字过长（{len(words)}字），最多{longest}字", field=field)
    return words
