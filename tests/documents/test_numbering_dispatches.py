"""Numbers by series and year, without gap or double, whoever draws at the same time; and the issue that follows."""

import pytest
from django.db import transaction

from documents.dispatch import actions as dispatches
from documents.dispatch.forms import NumberForm
from documents.dispatch.models import Dispatch, DrawnNumber, SeriesYear
from documents.dispatch.numbering import draw
from govrules.core.errors import BadInput, NotYours, Refused, WrongState
from govrules.core.matters.models import Matter
from govrules.core.matters.queries import visible_to
from tests.core.calendars import office
from tests.documents.papers import Papers, side_by_side

HANDS = 6


def serials() -> list[int]:
    return list(DrawnNumber.objects.order_by("serial").values_list("serial", flat=True))


def ready(papers: Papers, number: int) -> Dispatch:
    return papers.ready(title=f"关于第{number}项工作的通知")


def test_the_number_is_series_year_and_serial(papers: Papers):
    made = papers.ready()
    assert dispatches.number(made.pk, papers.cast.clerk, papers.numbers()) == "阳政发〔2026〕1号"
    matter = Matter.objects.get(pk=made.pk)
    assert (matter.number, matter.state) == ("阳政发〔2026〕1号", "numbered")
    assert papers.journal(made, "number")[0].text.endswith("编号：阳政发〔2026〕1号")


def test_each_series_counts_for_itself(papers: Papers):
    county, own = papers.numbers(), papers.numbers("zhengbanfa", "阳政办发")
    drawn = [
        dispatches.number(ready(papers, n).pk, papers.cast.clerk, series)
        for n, series in enumerate([county, own, county])
    ]
    assert drawn == ["阳政发〔2026〕1号", "阳政办发〔2026〕1号", "阳政发〔2026〕2号"]


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("2026-12-31 23:59", "阳政发〔2026〕2号"),
        ("2027-01-01 00:00", "阳政发〔2027〕1号"),
        ("2027-01-01 07:59", "阳政发〔2027〕1号"),
    ],
    ids=["the last minute of the year", "midnight", "still the old year in UTC"],
)
def test_with_the_year_it_begins_anew_by_the_offices_clock(papers: Papers, monday, moment, number):
    dispatches.number(ready(papers, 1).pk, papers.cast.clerk, papers.numbers())
    second = ready(papers, 2)
    monday.move_to(office(moment))
    assert dispatches.number(second.pk, papers.cast.clerk, papers.numbers()) == number


def test_one_document_draws_once(papers: Papers):
    made = papers.ready()
    dispatches.number(made.pk, papers.cast.clerk, papers.numbers())
    with pytest.raises(WrongState) as refused:
        dispatches.number(made.pk, papers.cast.clerk, papers.numbers())
    assert refused.value.status == 409
    assert serials() == [1]


def test_what_is_not_signed_has_no_number(papers: Papers):
    made = papers.dispatch(sent=True)
    with pytest.raises(WrongState):
        dispatches.number(made.pk, papers.cast.clerk, papers.numbers())
    assert serials() == [] and Matter.objects.get(pk=made.pk).number == ""


@pytest.mark.parametrize("who", ["head", "education_clerk", "other_director"])
def test_only_the_office_draws(papers: Papers, who):
    made = papers.ready()
    with pytest.raises(NotYours):
        dispatches.number(made.pk, getattr(papers.cast, who), papers.numbers())
    assert serials() == []


@pytest.mark.parametrize(("kind", "first"), [("reply", "阳政函"), ("ordinary", "阳政发")])
def test_a_reply_is_offered_the_letters_first(papers: Papers, kind: str, first: str):
    for key, code in (("zhengfa", "阳政发"), ("zhenghan", "阳政函")):
        papers.numbers(key, code, "county")
    form = NumberForm(by=papers.cast.clerk, dispatch=papers.dispatch(dispatch_kind=kind))
    assert form.fields["series"].queryset[0].code == first
    assert len(form.fields["series"].queryset) == 2


def test_another_governments_series_is_not_drawn_from(papers: Papers):
    made, theirs = papers.ready(), papers.numbers()
    theirs.government = papers.cast.other_government
    theirs.save()
    with pytest.raises(BadInput, match="没有这个发文代字"):
        dispatches.number(made.pk, papers.cast.clerk, theirs)
    assert papers.state(made) == "signed" and serials() == []


def test_a_series_for_another_name_is_not_drawn_from(papers: Papers):
    made, county = papers.ready(), papers.numbers("zhengfa", "阳政发", "county")
    with pytest.raises(BadInput, match="阳政发用于以政府名义的公文") as refused:
        dispatches.number(made.pk, papers.cast.clerk, county)
    assert refused.value.field == "series" and papers.state(made) == "signed" and serials() == []


def test_an_act_that_fails_gives_its_number_back(papers: Papers, monkeypatch):
    """The journal cannot be written: nothing of the act stays, and the next one draws the same number."""
    made, series = papers.ready(), papers.numbers()

    def broken(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr("documents.dispatch.actions.record", broken)
        with pytest.raises(OSError):
            dispatches.number(made.pk, papers.cast.clerk, series)
    assert papers.state(made) == "signed" and serials() == []
    assert dispatches.number(made.pk, papers.cast.clerk, series) == "阳政发〔2026〕1号"


def test_drawn_by_many_at_once_without_gap_or_double(lasting_papers: Papers):
    papers, series = lasting_papers, lasting_papers.numbers()
    waiting = [ready(papers, number) for number in range(HANDS)]
    drawn = side_by_side(*(
        lambda pk=made.pk: dispatches.number(pk, papers.cast.clerk, series) for made in waiting
    ))  # fmt: skip
    assert sorted(drawn) == [f"阳政发〔2026〕{n}号" for n in range(1, HANDS + 1)]
    assert serials() == list(range(1, HANDS + 1))
    assert SeriesYear.objects.get().last == HANDS


def test_with_one_that_fails_among_them_there_is_no_gap(lasting_papers: Papers):
    papers, series = lasting_papers, lasting_papers.numbers()
    waiting = [ready(papers, number) for number in range(HANDS)]

    def fails(dispatch: Dispatch) -> None:
        """Draws, and then the transaction fails."""
        with transaction.atomic():
            draw(dispatch, series, office("2026-06-01 10:00"))
            raise Refused("打印机着火了")

    odd = [lambda made=made: fails(made) for made in waiting[::2]]
    even = [lambda made=made: dispatches.number(made.pk, papers.cast.clerk, series) for made in waiting[1::2]]
    results = side_by_side(*odd, *even)
    assert sum(isinstance(r, Refused) for r in results) == len(odd)
    assert serials() == list(range(1, len(even) + 1))


def test_two_clerks_press_for_the_same_document(lasting_papers: Papers):
    papers, series = lasting_papers, lasting_papers.numbers()
    made = papers.ready()
    results = side_by_side(
        lambda: dispatches.number(made.pk, papers.cast.clerk, series),
        lambda: dispatches.number(made.pk, papers.cast.vice_director, series),
    )
    assert sorted(map(type, results), key=str) == sorted([str, WrongState], key=str)
    assert serials() == [1]


# --- Issue --------------------------------------------------------------------------------------------------


@pytest.fixture
def numbered(papers: Papers) -> Dispatch:
    made = papers.ready()
    dispatches.number(made.pk, papers.cast.clerk, papers.numbers())
    return made


def test_issued_it_has_its_day_and_is_closed(papers: Papers, numbered, monday):
    dispatches.issue(numbered.pk, papers.cast.clerk)
    made = Dispatch.objects.select_related("matter").get(pk=numbered.pk)
    assert (papers.state(made), str(made.issued_on), made.matter.closed_at) == ("issued", "2026-06-01", monday.moment)
    with pytest.raises(WrongState):
        dispatches.issue(numbered.pk, papers.cast.clerk)


def test_without_a_number_it_is_not_issued(papers: Papers):
    made = papers.ready()
    with pytest.raises(WrongState):
        dispatches.issue(made.pk, papers.cast.clerk)


def test_a_reply_issued_answers_the_request_and_its_organ_sees_it(papers: Papers):
    reply = papers.approved()
    text = papers.words(title=reply.matter.title, dispatch_kind="reply", recipients=("县教育局",))
    dispatches.revise(reply.pk, papers.cast.clerk, text)
    dispatches.send(reply.pk, papers.cast.clerk)
    papers.decide(reply, "schools_deputy", "review")
    papers.decide(reply, "head", "sign")
    dispatches.number(reply.pk, papers.cast.clerk, papers.numbers("zhenghan", "阳政函", "county"))
    assert not visible_to(papers.cast.education_deputy).filter(pk=reply.pk).exists()
    dispatches.issue(reply.pk, papers.cast.clerk)
    request = Matter.objects.get(pk=reply.answers_id)
    assert (request.state, bool(request.closed_at)) == ("answered", True)
    assert papers.journal(request, "answered")[0].text == "已批复：阳政函〔2026〕1号"
    assert visible_to(papers.cast.education_deputy).filter(pk=reply.pk).exists()
    for who in ("education_clerk", "education_head"):
        assert papers.told(who)[-1] == "已批复（阳政函〔2026〕1号）：县教育局关于新建城东小学的请示"
