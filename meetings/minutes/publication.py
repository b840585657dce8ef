"""Making public what was decided (not the minutes): the office goes through it item by item.

Where the rules have decisions of a body made public, each decided item waits here once the minutes are signed; what
must stay confidential never does. What the office keeps back has a reason, which stays on record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from documents.drafting import require_serving
from documents.submission.typed import in_lines
from govrules.core import acts, clock
from govrules.core.errors import BadInput, BrokenRule, Why
from govrules.core.journal.actions import Line, record
from govrules.core.office.models import Government, Official
from govrules.core.office.queries import adoption_on, book_of, office_of
from govrules.core.tables import workbook
from govrules.rulebook.features import Feature
from meetings.items.models import AgendaItem, Secrecy
from meetings.minutes.actions import stated
from meetings.minutes.models import Publication
from meetings.minutes.routes import of_body
from meetings.minutes.states import State
from meetings.session.models import DECIDES

FEATURE = "publication_of_decisions"
SIGNED = (State.SIGNED, State.ISSUED)
MOST_WORDS = 5000


def rule_for(government: Government, body: str, at: datetime) -> Feature | None:
    """The rule by which decisions of this body are made public; None where there is none."""
    rules = book_of(adoption_on(government, timezone.localdate(at)))
    return of_body(rules, FEATURE, {"body": body})


def bodies_of(government: Government, at: datetime) -> dict[str, Feature]:
    """The bodies whose decisions are made public, with the rule that says so."""
    rules = book_of(adoption_on(government, timezone.localdate(at)))
    found = {body.key: of_body(rules, FEATURE, {"body": body.key}) for body in rules.bodies}
    return {key: rule for key, rule in found.items() if rule}


def items_of(government: Government, at: datetime) -> QuerySet[AgendaItem]:
    """Decided items whose minutes are signed, of the bodies whose decisions are made public; none confidential."""
    items = AgendaItem.objects.filter(
        matter__government=government, meeting__body__in=bodies_of(government, at),
        meeting__minutes__matter__state__in=SIGNED, decision__kind__in=DECIDES,
    ).exclude(secrecy=Secrecy.CONFIDENTIAL)  # fmt: skip
    related = items.select_related("matter__organ", "meeting__matter", "decision", "publication__settled_by")
    return related.order_by("-meeting__starts_at", "position", "pk")


def settle(item_id: int, by: Official, public: bool, words: str) -> Publication:
    """Make one decision public with these words, or keep it back for this reason; settled anew, the last word holds."""
    at = clock.now()
    with acts.on(item_id) as matter:
        require_serving(by, office_of(matter.government), at)
        item = AgendaItem.objects.select_related("meeting").get(pk=matter.pk)
        rule = open_to_publication(item, matter.government, at)
        text = in_lines(words).strip()
        if public and not text:
            raise BadInput("请填写公开的内容", field="words")
        if public and len(text) > MOST_WORDS:
            raise BadInput(f"公开的内容有{len(text)}字，最多{MOST_WORDS}字", field="words")
        reason = "" if public else stated(words, "不公开的理由")
        found, _ = Publication.objects.update_or_create(item=item, defaults={
            "public": public, "text": text if public else "", "reason": reason, "article": rule.article,
            "settled_by": by, "settled_at": at,
        })  # fmt: skip
        said = "议定事项公开" if public else f"议定事项不公开：{reason}"
        record(matter, Line("publish" if public else "keep_back", at, said, actor=by, article=rule.article))
        return found


def open_to_publication(item: AgendaItem, government: Government, at: datetime) -> Feature:
    """The rule under which the item may be made public; refused for a confidential one and where nothing is signed."""
    rule = rule_for(government, item.meeting.body, at) if item.meeting else None
    if rule is None:
        raise BadInput("规则没有规定公开这类会议的议定事项")
    if item.secrecy == Secrecy.CONFIDENTIAL:
        raise BrokenRule(Why("会议保密事项不公开", rule.article, "确需公开的，先按程序解除保密", rule.key))
    if not items_of(government, at).filter(pk=item.pk).exists():
        raise BadInput("纪要签发以后，才确定议定事项是否公开")
    return rule


def exported(items: QuerySet[AgendaItem]) -> bytes:
    """What is made public, as a workbook; what is kept back is not in it."""
    return workbook("公开的议定事项", rows(items))


def rows(items: QuerySet[AgendaItem]) -> Iterator[list[str]]:
    yield ["会议", "会议日期", "事项", "公开的内容", "确定日期"]
    for item in items.filter(publication__public=True):
        held, settled = timezone.localdate(item.meeting.starts_at), timezone.localdate(item.publication.settled_at)
        yield [item.meeting.matter.title, f"{held}", item.matter.title, item.publication.text, f"{settled}"]
