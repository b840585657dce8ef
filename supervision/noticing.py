"""The official acts of a special supervision notice (专项督办通知): the office sends it, the organ replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from govrules.core import acts, clock
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.fixed import arm_until
from govrules.core.errors import BadInput, BrokenRule, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official
from govrules.core.office.queries import office_of, staff_of
from govrules.rulebook.features import Feature
from supervision import rules
from supervision.actions import of, require_of, require_office, worded
from supervision.models import NoticeYear, SpecialNotice
from supervision.states import MOVES

PERIOD = "notice_reply"


@dataclass(frozen=True)
class Wanted:
    """What is wanted of the organ, and by when it replies."""

    text: str
    reply_by: date | None


def send_notice(matter_id: int, by: Official, wanted: Wanted) -> SpecialNotice:
    """A notice to the organ responsible: numbered, with its limit; only where the rules have such notices."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        rule = require_rule(matter)
        require_office(by, matter, "notice", at)
        acts.require_move(matter, "notice", MOVES)
        notice = written(matter, by, wanted, rule.article, at)
        notice.deadline = arm_until(matter, notice.reply_by, str(notice), at, PERIOD)
        notice.save()
        said = f"向{matter.organ.short_name}发出{notice}：{notice.text}"
        record(matter, Line("supervision_notice", at, said, actor=by, article=rule.article))
        tell(
            staff_of(matter.organ, clock.date_of(at)), event=f"supervision-notice:{notice.pk}",
            subject=f"{notice}：{matter.title}", body=notice.text, matter=matter, article=rule.article, at=at,
        )  # fmt: skip
        return notice


def require_rule(matter: Matter) -> Feature:
    """The rule that has such notices."""
    rule = rules.rule_of(matter, rules.NOTICE)
    if rule is None:
        raise BrokenRule(Why("本级工作规则没有专项督办通知", remedy="可以退回续办，或者在办理中催办"))
    return rule


def written(matter: Matter, by: Official, wanted: Wanted, article: int, at: datetime) -> SpecialNotice:
    """The notice with its number, not saved yet."""
    text = worded(wanted.text)
    if wanted.reply_by is None or wanted.reply_by < clock.date_of(at):
        raise BadInput("请填写回复时限，不能早于今天", field="reply_by")
    year = clock.date_of(at).year
    return SpecialNotice(
        task=of(matter), organ=matter.organ, year=year, serial=draw(matter, year), article=article, text=text,
        reply_by=wanted.reply_by, by=by, at=at,
    )  # fmt: skip


def draw(matter: Matter, year: int) -> int:
    """The government's next number this year; its row is locked to the end of the caller's transaction."""
    key = {"government": matter.government, "year": year}
    NoticeYear.objects.get_or_create(**key)
    counter = NoticeYear.objects.select_for_update().get(**key)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def reply(matter_id: int, by: Official, notice_id: int, text: str) -> None:
    """The organ replies, once; the limit of the notice ends with that."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        notice = SpecialNotice.objects.select_related("organ", "deadline").get(pk=notice_id, task=matter.pk)
        require_of(by, [notice.organ], at)
        if notice.replied_at:
            raise WrongState(f"{notice}已经回复")
        notice.reply, notice.replied_by, notice.replied_at = worded(text), by, at
        notice.save(update_fields=["reply", "replied_by", "replied_at"])
        if notice.deadline:
            deadlines.meet_one(notice.deadline, at)
        record(matter, Line("notice_reply", at, f"回复{notice}：{notice.reply}", actor=by, article=notice.article))
        tell(staff_of(office_of(matter.government), clock.date_of(at)), event=f"supervision-reply:{notice.pk}",
             subject=f"{notice.organ.short_name}回复{notice}", body=notice.reply, matter=matter, at=at)  # fmt: skip
