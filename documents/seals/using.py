"""The official acts with a seal in hand: putting it on paper, issuing a letter, handing it out, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from documents.dispatch.models import Dispatch
from documents.dispatch.states import State as DispatchState
from documents.drafting import latest_text
from documents.seals import gates, rules
from documents.seals.actions import KIND, approvers, article_of, keeper_of, of, used
from documents.seals.models import Impression, Seal, Sealing, Sort
from documents.seals.rules import LETTERS, USED
from documents.seals.states import MOVES, State
from govrules.core import acts, clock
from govrules.core.clock import date_of
from govrules.core.deadlines import actions as deadlines
from govrules.core.deadlines.fixed import arm_until
from govrules.core.errors import BadInput, BrokenRule, NotYours, Why, WrongState
from govrules.core.files.actions import Checked, Place, attach_all
from govrules.core.journal.actions import Line, record
from govrules.core.matters import actions as matters
from govrules.core.matters.models import Matter
from govrules.core.office.guards import locked, require_text
from govrules.core.office.models import Official
from govrules.core.office.queries import office_of
from govrules.core.registers.actions import series_of

SIGNED = frozenset({DispatchState.SIGNED, DispatchState.NUMBERED, DispatchState.ISSUED})


@dataclass(frozen=True)
class Made:
    """What the keeper writes down: when, how often, for whom; the signed text, as a file or where it is kept."""

    on: date
    copies: int
    used_by: str
    content: str = ""
    shelf: str = ""
    papers: Sequence[Checked] = ()
    once: UUID | None = None


def affix(matter_id: int, by: Official, made: Made) -> Impression:
    """The seal is put on what was approved, or the letter issued; pressed twice it is one impression.

    1 whose hand, 2 the gates, 3 no more than approved, 4 the number and the row, 5 done when all is sealed.
    """
    at = clock.now()
    with acts.on(matter_id) as matter:
        sealing = of(matter)
        twin = Impression.objects.filter(once=made.once, sealing=sealing).first() if made.once else None
        if twin:
            return twin
        require_keeper(sealing, by)
        gates.require_affixed(sealing, kept(sealing, made), by, at)
        acts.require_move(matter, "affix", MOVES)
        if sealing.sort not in (Sort.USE, Sort.LETTER):
            raise WrongState("这件事不在这里登记用印")
        require_in(sealing.seal)
        require_within(sealing, made)
        row = entered(sealing, made, by, at)
        if sealing.copies is None or used(sealing) >= sealing.copies:
            finish(matter, by, at)
    return row


def seal_document(dispatch_id: int, by: Official, seal: Seal, made: Made) -> Impression:
    """A document that was signed in this program is sealed without further approval, and that is entered."""
    at = clock.now()
    with acts.on(dispatch_id) as document:
        before = Impression.objects.filter(once=made.once, sealing__matter__parent=document)
        twin = before.first() if made.once else None
        if twin:
            return twin
        require_document_seal(document, seal, by)
        require_in(seal)
        organ = office_of(document.government)
        title = f"公文用印：{document.title}"[:100]
        opening = matters.Opening(document.government, KIND, title, organ, by, State.APPROVED, document)
        matter = matters.open_matter(opening, at)
        sealing = Sealing.objects.create(
            matter=matter, sort=Sort.USE, seal=seal, content=document.title[:300], copies=made.copies, approved_at=at
        )
        row = entered(sealing, made, by, at, signers_of(document))
        text = f"加盖{seal.name}{made.copies}份（第{latest_text(document)}稿）"
        record(document, Line("sealed", at, text, actor=by, article=document_rule(document).article))
        finish(matter, by, at)
    return row


def hand_out(matter_id: int, by: Official) -> None:
    """The keeper hands it out, to be carried along or kept for a time, until the day that was approved."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        sealing = of(matter)
        if by.pk != sealing.seal.keeper_id:
            raise NotYours(f"由保管人{sealing.seal.keeper.name}交出")
        if sealing.sort not in (Sort.OUTING, Sort.CUSTODY) or sealing.ends_on is None:
            raise WrongState("这件事不需要交出印章")
        acts.require_move(matter, "hand_out", MOVES)
        require_in(sealing.seal)
        if sealing.ends_on < date_of(at):
            raise WrongState("批准的期限已过，请重新申请")
        was, now = acts.move(matter, "hand_out", MOVES, at)
        Sealing.objects.filter(pk=matter.pk).update(taken_at=at)
        if sealing.user:
            let_in(sealing, sealing.user, at)
        text = f"交出{sealing.seal.name}，{together(sealing)}"
        record(matter, Line("hand_out", at, text, actor=by, was=was, now=now))
        arm_until(matter, sealing.ends_on, "印章归还", at)


def back(matter_id: int, by: Official, made: Made | None = None) -> None:
    """It is back in its place; what it was used for outside is entered."""
    at = clock.now()
    with acts.on(matter_id) as matter:
        sealing = of(matter)
        if by.pk != sealing.seal.keeper_id:
            raise NotYours(f"由保管人{sealing.seal.keeper.name}登记归还")
        acts.require_move(matter, "back", MOVES)
        if made and made.copies:
            gates.require_affixed(sealing, kept(sealing, made), by, at)
            entered(sealing, made, by, at)
        was, now = acts.move(matter, "back", MOVES, at)
        Sealing.objects.filter(pk=matter.pk).update(back_at=at)
        acts.close(matter, at)
        deadlines.meet_matter(matter, at)
        record(matter, Line("back", at, f"{sealing.seal.name}已归还", actor=by, was=was, now=now))


# --- What the acts are made of --------------------------------------------------------------------------


def require_keeper(sealing: Sealing, by: Official) -> None:
    keeper = keeper_of(sealing.seal)
    if by.pk != keeper.pk:
        article = rules.seals_in(rules.book_of(sealing.matter.adoption)).article
        raise NotYours(Why(f"{sealing.seal.name}由{keeper.name}保管，由他用印登记", article))


def require_in(seal: Seal) -> None:
    """A seal that was taken out is not here to be used or handed out again; its row is locked from now on."""
    locked(Seal.objects.filter(pk=seal.pk)).get()
    out = Sealing.objects.filter(seal=seal, sort=Sort.OUTING, matter__state=State.OUT).select_related("user").first()
    if out:
        raise WrongState(f"{seal.name}现由{out.user.name if out.user else '他人'}带出，归还后再办")


def kept(sealing: Sealing, made: Made) -> bool:
    """The signed text is kept: as a file, on a shelf, from an earlier impression."""
    return bool(made.papers or made.shelf.strip() or sealing.impressions.exists())


def require_within(sealing: Sealing, made: Made) -> None:
    """Not more than were approved."""
    done = used(sealing)
    if made.copies < 1:
        raise BadInput(Why("请填写份数", article_of(sealing)), field="copies")
    if sealing.copies is not None and done + made.copies > sealing.copies:
        said = f"批准用印{sealing.copies}份，已用印{done}份，不能再用印{made.copies}份"
        raise BrokenRule(Why(said, article_of(sealing), "需要增加份数的，另行申请"))


def entered(sealing: Sealing, made: Made, by: Official, at: datetime, approver: str = "") -> Impression:
    """The row of the book, numbered, with the signed text."""
    matter = sealing.matter
    key = LETTERS if sealing.sort == Sort.LETTER else USED
    used_by = require_text(made.used_by, "用印人", "used_by", 60)
    require_day(sealing, made, at)
    series = series_of(matter.government, key, at)
    series.last += 1
    series.save(update_fields=["last"])
    row = Impression.objects.create(
        sealing=sealing, government=matter.government, register=key, year=series.year, serial=series.last, on=made.on,
        content=made.content.strip()[:300] or sealing.content, copies=made.copies,
        approver=(approver or approvers(matter))[:200], handler=by, used_by=used_by, shelf=made.shelf.strip()[:100],
        recorded_at=at, once=made.once,
    )  # fmt: skip
    attach_all(matter, made.papers, Place(by, at, "signed"))
    word = "开具介绍信" if key == LETTERS else f"加盖{sealing.seal.name}"
    text = f"{word}{made.copies}份，登记{row.number}号，用印人{used_by}"
    record(matter, Line("sealed", at, text, actor=by, article=article_of(sealing), data={"impression": row.pk}))
    return row


def require_day(sealing: Sealing, made: Made, at: datetime) -> None:
    """After it was approved and not in days to come."""
    first = date_of(sealing.approved_at) if sealing.approved_at else None
    if made.on > date_of(at) or (first and made.on < first):
        raise BadInput("用印日期不能晚于今天，也不能早于批准日期", field="on")


def finish(matter: Matter, by: Official, at: datetime) -> None:
    """Nothing is left to be sealed."""
    was, now = acts.move(matter, "finish", MOVES, at)
    acts.close(matter, at)
    record(matter, Line("finish", at, "已全部用印", actor=by, was=was, now=now))


def document_rule(document: Matter) -> rules.Feature:
    """What the rules say of documents; refused where their own way is not enough."""
    found = rules.book_of(document.adoption).feature("document_sealing")
    if found is None:
        raise BadInput("现行工作规则没有规定公文可以不经用印审批，请按用印申请办理")
    return found


def require_document_seal(document: Matter, seal: Seal, by: Official) -> None:
    """A document signed to the end, under the seal of those in whose name it is issued, by its keeper."""
    rule, book = document_rule(document), rules.book_of(document.adoption)
    if document.kind != "dispatch" or document.state not in SIGNED:
        raise BrokenRule(Why("公文还没有签发完成，不得用印", rule.article, "签发完成后再用印"))
    kind = rules.kinds(book).get(seal.kind)
    name = Dispatch.objects.values_list("in_name_of", flat=True).get(pk=document.pk)
    if seal.government_id != document.government_id or kind is None or kind.documents != name:
        raise BadInput(Why("这份公文不用这枚印章", rule.article), field="seal")
    keeper = keeper_of(seal)
    if by.pk != keeper.pk:
        raise NotYours(Why(f"{seal.name}由{keeper.name}保管，由他用印登记", rule.article))


def signers_of(document: Matter) -> str:
    """Who signed it."""
    signed = document.steps.filter(act="sign", state="done", decided_by__isnull=False).select_related("decided_by")
    return "、".join(step.decided_by.name for step in signed if step.decided_by)


def let_in(sealing: Sealing, user: Official, at: datetime) -> None:
    """He sees what he carries along; who keeps the seal for a time, also what is still to be sealed with it."""
    matters.join(sealing.matter, user, "holder", at)
    if sealing.sort == Sort.CUSTODY:
        for waiting in Matter.objects.filter(sealing__seal=sealing.seal, state=State.APPROVED):
            matters.join(waiting, user, "keeper", at)


def together(sealing: Sealing) -> str:
    """Who has it now, and who goes along."""
    user = sealing.user.name if sealing.user else ""
    if sealing.sort == Sort.CUSTODY:
        return f"由{user}代管"
    along = [sealing.seal.keeper.name if sealing.keeper_goes else "", sealing.escort.name if sealing.escort else ""]
    names = "、".join(filter(None, along))
    return f"由{user}带往{sealing.destination}" + (f"，{names}同行" if names else "")
