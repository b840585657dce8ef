"""Whether appointments, portfolios and AB pairs fit together on every day, as they would stand after the import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from govrules.core.errors import BadInput, BrokenRule, Refused
from govrules.core.office.appointing import overlap, pairing_ground
from govrules.core.office.guards import require_sane_day
from govrules.core.office.models import Seat
from govrules.core.office.workbook.final import Final
from govrules.core.office.workbook.plan import END, Span
from govrules.core.office.workbook.planning import full
from govrules.core.office.workbook.sheets import APPOINTMENTS, OFFICIALS, ORGANS, PAIRS, PORTFOLIOS, SEATS
from govrules.core.wording import article_name

DATED = (APPOINTMENTS, PORTFOLIOS, PAIRS)
MUTUAL = "mutual_pair"
WRITE_UNTIL = "请在原来那一行填上“至”，新的从那一天起"


def days(final: Final) -> None:
    """Days are near enough to be meant, an end comes after its beginning, and what has ended stays ended."""
    for sheet in DATED:
        for span in final.fresh(sheet):
            _days(final, span)


def _days(final: Final, span: Span) -> None:
    if span.kept and span.kept.until is not None:
        what = f"已登记自{full(span.kept.until)}起终止，不能再改"
        return final.error(span, "until", what, "请填回这个日期；又开始的请另起一行，写上新的“自”")
    for name, on in (("since", None if span.kept else span.since), ("until", span.until)):
        try:
            if on is not None:
                require_sane_day(on, final.at, name)
        except BadInput as far:
            final.error(span, name, str(far))
    if span.until is not None and span.until <= span.since:
        final.error(span, "until", f"终止日期要晚于开始日期{full(span.since)}", "请核对两个日期")
    return None


def clashes(final: Final) -> None:
    """One holder a seat, one leader an organ, one B role a seat, on every day."""
    for sheet, say in ((APPOINTMENTS, _second_holder), (PORTFOLIOS, _second_leader), (PAIRS, _second_b_role)):
        together: dict[str, list[Span]] = {}
        for span in filter(final.meant, final.spans(sheet)):
            together.setdefault(span.one, []).append(span)
        for spans in together.values():
            for one, other in _clashing(spans):
                final.error(one, "since", say(final, one, other), _remedy(other))


def _clashing(spans: list[Span]) -> Iterable[tuple[Span, Span]]:
    """Pairs that have a day in common, the row to be mended first; only where something new is said."""
    ordered = sorted(spans, key=lambda span: (span.since, span.row))
    for at, later in enumerate(ordered):
        for earlier in ordered[:at]:
            fresh = [span for span in (later, earlier) if span.row and (span.kept is None or span.verb == END)]
            if fresh and overlap(earlier, later):
                yield fresh[0], earlier if fresh[0] is later else later
                break


def _where(other: Span) -> str:
    span = f"自{full(other.since)}" + (f"至{full(other.until)}" if other.until else "起")
    return f"第{other.row}行，{span}" if other.row else f"已登记，{span}"


def _remedy(other: Span) -> str:
    return WRITE_UNTIL if other.row else "请把已登记的那一项也列入表中，填上“至”"


def _second_holder(final: Final, one: Span, other: Span) -> str:
    seat, name = final.word(SEATS, one.one, "title"), final.word(OFFICIALS, other.other, "name")
    return f"同一时间{seat}还由{name}担任（{_where(other)}）"


def _second_leader(final: Final, one: Span, other: Span) -> str:
    organ, seat = final.word(ORGANS, one.one, "short_name"), final.word(SEATS, other.other, "title")
    return f"同一时间{organ}还由{seat}分管（{_where(other)}）"


def _second_b_role(final: Final, one: Span, other: Span) -> str:
    seat, b_role = final.word(SEATS, one.one, "title"), final.word(SEATS, other.other, "title")
    return f"同一时间{seat}的B角还是{b_role}（{_where(other)}）"


# --- One sheet each ------------------------------------------------------------------------------------


def appointments(final: Final) -> None:
    """Nobody out of service is appointed."""
    for span in final.begun(APPOINTMENTS):
        if not span.over(final.on) and final.get(OFFICIALS, span.other).get("is_active") is False:
            name = final.word(OFFICIALS, span.other, "name")
            final.error(span, "official", f"{name}已不在职，不能任职", "请改干部，或者在“干部”表中把他改为在职")


def portfolios(final: Final) -> None:
    """Only leaders cover organs."""
    for span in final.begun(PORTFOLIOS):
        if final.get(SEATS, span.other).get("organ"):
            title = final.word(SEATS, span.other, "title")
            final.error(span, "seat", f"{title}不是政府领导的岗位，不能分管单位", "请填政府领导岗位的代号")


def pairs(final: Final) -> None:
    """By the rulebook in force on the day; never with oneself, whether as a seat or as the person in two."""
    for span in final.begun(PAIRS):
        seat, counterpart = (_seat(final, key) for key in (span.one, span.other))
        if seat is None or counterpart is None:
            continue
        if span.one == span.other:
            final.error(span, "counterpart", "A角和B角是同一个岗位", "请改填另一个岗位")
            continue
        try:
            ground = pairing_ground(final.book(max(span.since, final.on)), seat, counterpart).ground
        except BrokenRule as refused:
            _refused(final, span, refused)
            continue
        _same_person(final, span, seat, counterpart)
        _in_order(final, span)
        if ground == MUTUAL:
            _free(final, span)


def _seat(final: Final, key: str) -> Seat | None:
    values = final.get(SEATS, key)
    return Seat(key=key, post=values["post"], title=values["title"]) if values else None


def _refused(final: Final, span: Span, refused: Refused) -> None:
    why = refused.reasons[0]
    cited = f"（{article_name(why.article)}）" if why.article else ""
    final.error(span, "counterpart", why.message + cited, why.remedy or "请删去这一行")


def _same_person(final: Final, span: Span, seat: Seat, counterpart: Seat) -> None:
    both = final.holders(span.one, span.since) & final.holders(span.other, span.since)
    for key in sorted(both):
        name = final.word(OFFICIALS, key, "name")
        what = f"{seat.title}和{counterpart.title}都由{name}担任，不能互为AB角"
        final.error(span, "counterpart", what, "请改填另一个岗位")


def _in_order(final: Final, span: Span) -> None:
    """A new B role comes after those that the office has of the seat: what is past is not written anew."""
    later = [one for one in final.spans(PAIRS) if one.kept and one.one == span.one and one.since >= span.since]
    if later and not overlap(later[0], span):
        final.error(span, "since", f"已登记了自{full(later[0].since)}起的B角，新的不能早于它", "请核对日期")


def _free(final: Final, span: Span) -> None:
    """Where pairs act for each other, nobody is in two pairs."""
    mine = {span.one, span.other}
    for one in final.spans(PAIRS):
        if one is span or one.one == span.one or one.over(span.since) or mine.isdisjoint({one.one, one.other}):
            continue
        first, second = (final.word(SEATS, key, "title") for key in (one.one, one.other))
        final.error(span, "counterpart", f"{first}已与{second}互为AB角（{_where(one)}）", "一个岗位只在一对AB角中")
        return


CHECKS: Sequence[Callable[[Final], None]] = (days, clashes, appointments, portfolios, pairs)
