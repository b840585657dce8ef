"""The official acts on one organ's part of a supervised matter: who answers for it, and closing it."""

from __future__ import annotations

from datetime import datetime

from govrules.core import acts, clock
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why, WrongState
from govrules.core.journal.actions import Line, record
from govrules.core.matters.models import Matter
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official
from govrules.core.office.queries import in_office, organs_of, staff_of
from supervision import rules
from supervision.actions import require_office
from supervision.models import Part
from supervision.states import MOVES


def part_of(matter: Matter, organ_id: int) -> Part:
    """The organ's part, while it is not closed."""
    found = Part.objects.select_related("organ").filter(task=matter.pk, organ=organ_id).first()
    if found is None:
        raise BadInput("请选择承担这件事的单位", field="organ")
    if found.closed_on:
        raise WrongState(f"{found.organ.short_name}承担的任务已经办结")
    return found


def close_part(matter_id: int, by: Official, organ_id: int) -> None:
    """The office closes what one organ had to do; not before that organ has fed back, where the rules want it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_office(by, matter, "close_part", at)
        acts.require_move(matter, "close_part", MOVES)
        part = part_of(matter, organ_id)
        rules.require_fed_back(matter, [part.organ])
        part.closed_on = clock.date_of(at)
        part.save(update_fields=["closed_on"])
        name = part.organ.short_name
        record(matter, Line("close_part", at, f"{name}承担的任务办结", actor=by))
        tell(staff_of(part.organ, clock.date_of(at)), event=f"task-part:{part.pk}",
             subject=f"本单位承担的督办任务已办结：{matter.title}", matter=matter, at=at)  # fmt: skip


def name_person(matter_id: int, by: Official, organ_id: int, official_id: int) -> None:
    """Say who answers for an organ's part: one of its own people, where the rules name a post only who holds that."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_near(by, matter, organ_id, at)
        acts.require_move(matter, "name_person", MOVES)
        part = part_of(matter, organ_id)
        person = staff_of(part.organ, clock.date_of(at)).filter(pk=official_id).first()
        if person is None:
            raise BadInput("请选择该单位的工作人员", field="official")
        require_first(matter, part, person, at)
        part.person = person
        part.save(update_fields=["person"])
        record(matter, Line("name_person", at, f"{part.organ.short_name}的责任人：{person.name}", actor=by))
        tell([person], event=f"task-person:{part.pk}:{person.pk}", subject=f"您是责任人：{matter.title}",
             body=matter.task.what, matter=matter, at=at)  # fmt: skip


def require_near(by: Official, matter: Matter, organ_id: int, at: datetime) -> None:
    """The organ's own people, or the office."""
    on = clock.date_of(at)
    office = by.government_id == matter.government_id and in_office(by, on)
    if not office and organ_id not in organs_of(by, on):
        raise NotYours("责任人由承担单位或者政府办公室确定")


def require_first(matter: Matter, part: Part, person: Official, at: datetime) -> None:
    """Where the rules say whose head answers first, nobody else is named."""
    rule, seats = rules.rule_of(matter, rules.FIRST), rules.first_seats(matter, [part.organ])
    first = rules.first_people(matter, [part.organ], clock.date_of(at)).get(part.organ_id)
    if rule and seats and person != first:
        head = seats[part.organ_id].title
        message = f"第一责任人是{head}{first.name if first else '（空缺）'}，不能确定为{person.name}"
        raise BrokenRule(Why(message, rule.article, "请由主要负责人负责", rule.key))
