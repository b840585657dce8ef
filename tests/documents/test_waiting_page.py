"""Periods that wait for the year's notice: the office sees them and may decide that one is over."""

import pytest
from django.urls import reverse

from documents.submission.models import Submission
from govrules.core.deadlines.models import Deadline
from govrules.core.matters.actions import join
from tests.core.calendars import office
from tests.documents.papers import DUE, Papers, browser, sweep_at

PASSED = office("2027-03-09 00:00")  # five working days after Monday 1 March, if no notice changes them


@pytest.fixture
def silent(papers: Papers, monday) -> Submission:
    """Asked on 1 March 2027, silent, the limit over by the statutory days; no notice is loaded."""
    monday.move_to(office("2027-03-01 09:00"))
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    sweep_at(PASSED, monday)
    return made


def test_the_office_sees_what_waits_without_the_title_of_what_is_not_its_business(papers: Papers, silent) -> None:
    page = browser(papers.cast.director).get(reverse("portal:waiting")).content.decode()
    assert "县财政局" in page
    assert "认定已于3月8日届满" in page
    assert silent.matter.title not in page
    assert f"{silent.matter.organ.short_name}3月1日送县财政局的一件公文" in page


def test_what_the_office_takes_part_in_has_its_title_and_leads_there(papers: Papers, silent) -> None:
    join(silent.matter, papers.cast.director, "reader", office("2027-03-01 10:00"))
    page = browser(papers.cast.director).get(reverse("portal:waiting")).content.decode()
    assert silent.matter.title in page and reverse("portal:matter", args=[silent.pk]) in page


def test_it_may_decide_with_a_reason_and_then_the_silence_counts(papers: Papers, silent, monday) -> None:
    deadline = Deadline.objects.get(matter=silent.pk, rule__startswith="countersign")
    answer = browser(papers.cast.director).post(reverse("portal:confirm", args=[deadline.pk]), {"reason": "已电话核实"})
    assert answer.status_code == 302
    sweep_at(PASSED.replace(minute=1), monday)
    assert papers.asked(silent, "finance").step.state == "deemed"
    assert "已电话核实" in papers.journal(silent, "confirm")[0].text


def test_without_a_reason_nothing_is_decided(papers: Papers, silent) -> None:
    deadline = Deadline.objects.get(matter=silent.pk, rule__startswith="countersign")
    answer = browser(papers.cast.director).post(reverse("portal:confirm", args=[deadline.pk]), {"reason": "  "})
    deadline.refresh_from_db()
    assert (answer.status_code, deadline.provisional) == (400, True)


@pytest.mark.parametrize(("who", "status"), [("education_clerk", 403), ("other_director", 404)])
def test_nobody_else_decides(papers: Papers, silent, who, status) -> None:
    deadline = Deadline.objects.get(matter=silent.pk, rule__startswith="countersign")
    answer = browser(getattr(papers.cast, who)).post(reverse("portal:confirm", args=[deadline.pk]), {"reason": "试试"})
    deadline.refresh_from_db()
    assert (answer.status_code, deadline.provisional) == (status, True)


def test_an_office_where_nothing_waits_is_told_so(papers: Papers) -> None:
    assert "没有暂缓生效的时限" in browser(papers.cast.director).get(reverse("portal:waiting")).content.decode()


def test_what_waits_for_somebody_who_can_be_asked_is_mended_not_confirmed(papers: Papers, monday) -> None:
    for seat in ("finance_head", "finance_deputy"):
        papers.vacate(seat)
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    sweep_at(DUE, monday)
    page = browser(papers.cast.director).get(reverse("portal:waiting")).content.decode()
    assert "还没有人可以办理这一步" in page and "县财政局局长岗位空缺" in page and reverse("office:held") in page
    assert "认定已于" not in page
    deadline = Deadline.objects.get(matter=made.pk)
    answer = browser(papers.cast.director).post(reverse("portal:confirm", args=[deadline.pk]), {"reason": "已电话核实"})
    assert answer.status_code == 409
