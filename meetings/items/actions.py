"""The official acts on an agenda item: draft, propose, decide along its way, withdraw, drop, confer beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from documents import disagreement
from documents.dispatch.actions import Recorded
from documents.dispatch.models import Review
from documents.drafting import DOUBLE_CLICK, latest_text
from govrules.core import acts, authority, clock, registry
from govrules.core.deadlines import actions as deadlines
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.files.models import Attachment
from govrules.core.journal.actions import Line, record
from govrules.core.judging import settle
from govrules.core.matters import actions as steps
from govrules.core.matters.actions import StepSpec
from govrules.core.matters.models import LIVE, Evidence, Matter, Step, StepState
from govrules.core.notices.actions import tell
from govrules.core.office.models import Official, Organ, Seat
from govrules.core.office.queries import book_of, in_office, office_of, staff_of
from govrules.rulebook import Feature
from govrules.rulebook.vocabulary import FACTS
from meetings.items import gates, routes
from meetings.items.drafting import Draft, fill, require_for, source, take_up, title_of
from meetings.items.facts import CONSULTED, facts_of, known, yes_of
from meetings.items.models import AgendaItem
from meetings.items.states import MOVES, WITH_HOST, State

READY = "list_item"
LABELS = {**dict(Review.choices), CONSULTED: "单位会签意见"}
# What else is on record with an item, put there by other acts.
ON_RECORD = LABELS | disagreement.NAMES | {"party_decided": "同级党委答复"}
NO_REASONS: Mapping[str, str] = {}
BEFORE_MEETING = WITH_HOST | {State.APPROVED, State.LISTED}


def create(by: Official, organ: Organ, draft: Draft, parent: Matter | None = None) -> AgendaItem:
    """A new item of an organ; `parent` is what it comes from. What was referred to a meeting is taken up with it."""
    at = clock.now()
    require_for(by, organ, at)
    with transaction.atomic():
        made = just_made(by, organ, draft, at)
        if made:
            return made
        came_from = source(by, parent)
        opening = steps.Opening(organ.government, routes.KIND, title_of(draft), organ, by, State.DRAFT, came_from)
        matter = steps.open_matter(opening, at)
        item = AgendaItem(matter=matter)
        fill(item, draft, by, at, "拟提议题")
        take_up(item, at)
    return item


def just_made(by: Official, organ: Organ, draft: Draft, at: datetime) -> AgendaItem | None:
    """The item that the first press of the same button made; its maker is locked, so that two presses queue."""
    Official.objects.select_for_update(no_key=True).get(pk=by.pk)
    found = AgendaItem.objects.select_related("matter__organ").filter(
        matter__opened_by=by, matter__organ=organ, matter__version=0, matter__title=title_of(draft), body=draft.body,
        matter__opened_at__gt=at - DOUBLE_CLICK, brief=draft.brief,
    )  # fmt: skip
    return found.first()


def revise(matter_id: int, by: Official, draft: Draft, seen: int | None = None) -> AgendaItem:
    """Change an item that is with its organ; `seen` guards against overwriting a colleague's work."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_for(by, matter.organ, at)
        begin(matter, draft, seen, at)
        item = of(matter)
        fill(item, draft, by, at, "修改")
        record(matter, Line("edit", at, "修改议题", actor=by))
    return item


def begin(matter: Matter, draft: Draft, seen: int | None, at: datetime) -> None:
    """As for any draft, but that a leader may do it for his organs."""
    acts.require_move(matter, "edit", MOVES)
    if seen is not None and seen != matter.version:
        raise WrongState("别人在您修改期间保存过这个议题；您填写的内容还在下面，请对照后再保存")
    matter.title, matter.moved_at, matter.version = title_of(draft), at, matter.version + 1
    matter.save(update_fields=["title", "moved_at", "version"])


def propose(matter_id: int, by: Official, reasons: Mapping[str, str] = NO_REASONS) -> None:
    """Propose an item: its gates, then its way; what the proposing leader himself determines is settled by this.

    1 gates with their waivers, 2 the move, 3 the way by the rulebook for these facts, 4 the first step.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_for(by, matter.organ, at)
        acts.require_move(matter, "propose", MOVES)
        item = of(matter)
        gates.require(item, by, reasons, at)
        specs = routes.laid_out(item, facts_of(item, known([item])), at)
        own = routes.own_steps(specs, item, by, at)
        was, now = acts.move(matter, "propose", MOVES, at)
        record(matter, Line("propose", at, f"提出议题，提交{body_title(item)}", actor=by, was=was, now=now))
        settled_by_proposing(item, own, by, at)
        steps.join_organ(matter, office_of(matter.government), "office", at)
        steps.plan(matter, [spec for spec in specs if spec not in own])
        go_on(item, by, at)


def settled_by_proposing(item: AgendaItem, own: Sequence[StepSpec], by: Official, at: datetime) -> None:
    """He who may determine it proposes it himself: that is no decision on another's request, so it holds nothing up."""
    if not own:
        return
    found = authority.acting_for(own[0].seat, at)
    acting = found if isinstance(found, authority.Acting) else None
    for spec in own:
        line = Line(
            "own_proposal", at, f"{spec.seat.title}本人提出，视同已{WORDS[spec.act]}，不另办理", actor=by,
            article=spec.article, in_place_of=spec.seat if acting and acting.in_place else None,
            ground=acting.ground if acting else "",
        )  # fmt: skip
        record(item.matter, line)
    settle(item.matter, by, at, accepted=True)


WORDS = {"consent": "同意提出", "review": "审核", "approve": "确定", "sign": "签发"}


def go_on(item: AgendaItem, by: Official, at: datetime) -> None:
    """The next steps of the way; after the last one, what the rulebook says follows."""
    if routes.advance(item.matter, at):
        return
    then = routes.route_of(item, facts_of(item, known([item]))).then or READY
    registry.route_ends()[then](item.matter, by, at)


def approved(matter: Matter, by: Official, at: datetime) -> None:
    """It goes before the body: the office is told to put it on an agenda."""
    was, now = acts.move(matter, "approve", MOVES, at)
    record(matter, Line("approved", at, "议题已确定，待列入议程", actor=by, was=was, now=now))
    office = staff_of(office_of(matter.government), clock.date_of(at))
    tell([*office, matter.opened_by], event=f"item-approved:{matter.pk}:{matter.version}", matter=matter, at=at,
         subject=f"议题已确定，待列入议程：{matter.title}")  # fmt: skip


def decide(step_id: int, by: Official, kind: str, opinion: str, seats: Sequence[int] = ()) -> None:
    """One step of the way: agree, decline or send back; on a silent route the director picks who determines."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        if kind == "return":
            return send_back(step, by, opinion, at)
        acts.require_move(matter, "approve", MOVES)
        if kind == "reject":
            return decline(step, by, opinion, at)
        ahead = picks(step, seats)
        acting = steps.decide(step, by, kind, opinion, at)
        settle(matter, by, at, accepted=True)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        steps.plan(matter, ahead)
        go_on(of(matter), by, at)


def picks(step: Step, seats: Sequence[int]) -> list[StepSpec]:
    """Whom the office director picks on a silent route; on any other step nobody is picked."""
    if step.act != "review" or step.basis != routes.SILENT:
        return []
    found = routes.picked(step.matter, seats)
    if not found:
        raise BadInput("规则没有规定由谁确定这类议题，请选定由哪位领导确定", field="seats")
    return found


def decline(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """It does not go before the body: the rest of the way falls away, and its proposers are told why."""
    if not opinion.strip():
        raise BadInput("请写明不予上会的理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, "reject", opinion, at)
    stop(matter, at)
    moved = acts.move(matter, "decline", MOVES, at)
    acts.close(matter, at)
    steps.told(matter, "decline", step, acting, moved, at)
    tell_host(matter, f"item-declined:{step.pk}", f"不提交会议：{matter.title}", opinion, at)


def send_back(step: Step, by: Official, opinion: str, at: datetime) -> None:
    """Back to its organ with a reason; the way begins anew when it is proposed again."""
    if not opinion.strip():
        raise BadInput("退回要写明理由", field="opinion")
    matter = step.matter
    acting = steps.decide(step, by, "return", opinion, at)
    moved = acts.move(matter, "send_back", MOVES, at)
    stop(matter, at)
    settle(matter, by, at, accepted=False)
    steps.told(matter, "return", step, acting, moved, at)
    tell_host(matter, f"item-returned:{step.pk}", f"退回补充：{matter.title}", opinion, at)


def tell_host(matter: Matter, event: str, subject: str, body: str, at: datetime) -> None:
    tell(staff_of(matter.organ, clock.date_of(at)), event=event, subject=subject, body=body, matter=matter, at=at)


def stop(matter: Matter, at: datetime) -> None:
    """What is under way ends; leaders who were asked for their opinion still answer."""
    for step in matter.steps.exclude(act=routes.OPINE).filter(state__in=[*LIVE, StepState.WAITING]):
        step.matter = matter
        steps.close(step, StepState.CANCELLED, at)
        deadlines.cancel(step, at)


def withdraw(matter_id: int, by: Official, reason: str) -> None:
    """Take an item back before it is on an agenda; it becomes a draft again."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_for(by, matter.organ, at)
        why = reason.strip()
        if not why:
            raise BadInput("请写明撤回的理由", field="reason")
        was, now = acts.move(matter, "withdraw", MOVES, at)
        stop(matter, at)
        record(matter, Line("withdraw", at, f"撤回：{why}", actor=by, was=was, now=now))


def drop(matter_id: int, by: Official, reason: str) -> None:
    """Give an item up for good; it stays on record."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_for(by, matter.organ, at)
        was, now = acts.move(matter, "drop", MOVES, at)
        steps.cancel_rest(matter, at)
        acts.close(matter, at)
        record(matter, Line("drop", at, f"作废：{reason.strip()}", actor=by, was=was, now=now))


def record_review(matter_id: int, by: Official, review: Recorded, paper: Attachment | None = None) -> Evidence:
    """Put a review of the item, or an organ's signed opinion on it, on record; the gates look for it."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_for_or_office(by, matter, at)
        acts.require_move(matter, "supplement", MOVES)
        require_sound(review, matter, at)
        found = Evidence.objects.create(
            matter=matter, kind=review.kind, issuer=review.issuer, issued_on=review.issued_on, attachment=paper,
            facts={"note": review.note, "version": latest_text(matter)}, recorded_by=by, recorded_at=at,
        )  # fmt: skip
        who = f"（{review.issuer.short_name}）" if review.issuer else ""
        text = f"登记{LABELS[review.kind]}{who}：{review.note}"
        record(matter, Line("evidence", at, text, actor=by, data={"evidence": found.pk}))
        return found


def declare(matter_id: int, by: Official, facts: Sequence[str]) -> None:
    """Say what has been done since the proposal and what the gates of the agenda look at, e.g. talked with the head."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        require_for_or_office(by, matter, at)
        acts.require_move(matter, "supplement", MOVES)
        item = of(matter)
        new = [
            key for key in yes_of(book_of(matter.adoption), "fix_agenda") if key in facts and key not in item.declared
        ]
        if not new:
            raise BadInput("请选择要补充申报的事项", field="facts")
        item.declared = item.declared | dict.fromkeys(new, True)
        item.save(update_fields=["declared"])
        said = "、".join(FACTS[key].name for key in new)
        record(matter, Line("declare", at, f"补充申报：{said}", actor=by, data={"facts": new}))


def require_for_or_office(by: Official, matter: Matter, at: datetime) -> None:
    """Its own organ, its leaders, and the office, which prepares the meeting."""
    if not in_office(by, clock.date_of(at)) or by.government_id != matter.government_id:
        require_for(by, matter.organ, at)


def require_sound(review: Recorded, matter: Matter, at: datetime) -> None:
    """Of a kind that there is, by an organ of this government, not of tomorrow."""
    if review.kind not in LABELS:
        raise BadInput("请选择登记哪一种依据", field="kind")
    if review.issued_on > clock.date_of(at):
        raise BadInput("出具日期不能晚于今天", field="issued_on")
    if review.issuer and review.issuer.government_id != matter.government_id:
        raise BadInput("请选择本政府的单位", field="issuer")
    if review.kind == CONSULTED and review.issuer is None:
        raise BadInput("请选择会签的单位", field="issuer")


def confer(matter_id: int, by: Official, seats: Sequence[Seat]) -> list[Step]:
    """The leader who proposes an item asks others whose portfolios it touches, before the meeting (会前征求意见)."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        item = of(matter)
        require_asking(item, by, at)
        feature = confers(item)
        asked = matter.steps.filter(act=routes.OPINE).exclude(state=StepState.CANCELLED).values_list("seat", flat=True)
        fresh = [s for s in seats if s.pk not in set(asked) and s.pk != item.sponsor_id and fits(s, matter)]
        if not fresh:
            raise BadInput("请选择还没有征求过意见的领导", field="seats")
        article, strength = (feature.article, feature.strength or "") if feature else (None, "")
        specs = [
            StepSpec(routes.OPINE, s.post, s, article=article, strength=strength, route=routes.KIND) for s in fresh
        ]
        made = steps.plan(matter, specs)
        names = "、".join(s.title for s in fresh)
        record(matter, Line("confer", at, f"会前征求意见：{names}", actor=by, article=article))
        for step in made:
            step.matter = matter
            steps.start(step, at)
        return made


def confers(item: AgendaItem) -> Feature | None:
    """The rule by which leaders are asked before a meeting of this body, if there is one."""
    found = book_of(item.matter.adoption).feature("leaders_confer")
    return found if found and item.body in found.params.bodies else None


def fits(seat: Seat, matter: Matter) -> bool:
    return seat.government_id == matter.government_id and seat.organ_id is None


def require_asking(item: AgendaItem, by: Official, at: datetime) -> None:
    """Only the leader who proposes it asks, and only before the meeting."""
    if item.sponsor is None or not routes.acts_for(item.sponsor, by, at):
        raise NotYours("会前征求其他领导意见，由提出议题的领导办理")
    if item.matter.state not in BEFORE_MEETING:
        raise WrongState(f"“{item.matter.title}”现在不能会前征求意见，请刷新后查看最新情况")


def answer(step_id: int, by: Official, kind: str, opinion: str) -> None:
    """A leader answers to what he was asked before the meeting."""
    at = clock.now()
    with acts.on_step(step_id) as step:
        matter = step.matter
        acting = steps.decide(step, by, kind, opinion, at)
        steps.told(matter, step.act, step, acting, (matter.state, matter.state), at)
        item = of(matter)
        if item.sponsor:
            found = authority.acting_for(item.sponsor, at)
            people = [found.official] if isinstance(found, authority.Acting) else []
            tell(people, event=f"item-opinion:{step.pk}", matter=matter, at=at, body=step.opinion,
                 subject=f"{step.seat.title}对议题的意见：{matter.title}")  # fmt: skip


def of(matter: Matter) -> AgendaItem:
    """The item of a locked matter."""
    item = AgendaItem.objects.select_related("sponsor", "meeting__chair").get(pk=matter.pk)
    item.matter = matter
    return item


def body_title(item: AgendaItem) -> str:
    return book_of(item.matter.adoption).body(item.body).title
