"""Silence past the limit is no objection (article 31): at the midnight, with its evidence, and never too soon."""

from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.consultation import actions as consultation
from documents.consultation.outcome import deem
from documents.queries import sheet
from documents.submission.actions import of
from documents.submission.gates import judge
from govrules.core.calendar.actions import load_text
from govrules.core.deadlines.actions import answer_extension, confirm, recompute
from govrules.core.deadlines.models import Deadline, Extension
from govrules.core.errors import BrokenRule, NotYours, WrongState
from govrules.core.matters.models import Evidence, Matter, StepHolder
from govrules.core.matters.queries import mark_opened
from govrules.core.office import boundaries
from govrules.core.office.models import Appointment
from tests.core.calendars import NOTICE_2027, office
from tests.documents.papers import DAY, DUE, HOUR, MOMENT, MONDAY, Papers, browser, sweep_at
from tests.proves import proves

WARNED = office("2026-06-05 00:00")  # one working day before 8 June


@pytest.fixture
def request_(papers: Papers):
    """Finance has been asked; it has until 8 June."""
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    return made


def page_of(papers: Papers, of) -> str:
    """The document's page as its host sees it."""
    return browser(papers.cast.education_clerk).get(reverse("documents:page", args=[of.pk])).content.decode()


def state(papers: Papers, of, organ: str = "finance") -> str:
    return papers.asked(of, organ).step.state


@proves("YG-31-7")
def test_the_silence_of_an_organ_in_which_nobody_could_answer_is_nothing(papers: Papers, monday):
    """No head and no deputy at finance: nobody was asked. Whoever comes, however late, answers in days of his own."""
    for seat in ("finance_head", "finance_deputy"):
        papers.vacate(seat)
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    sweep_at(DUE, monday)
    assert state(papers, made) == "held" and not Evidence.objects.exists()
    with pytest.raises(BrokenRule, match="县财政局（时限已到，但还没有人可以办理这一步"):
        papers.submit(made)
    Appointment.objects.create(
        seat=papers.cast.seats["finance_head"], official=papers.cast.finance_head, since=monday.moment.date()
    )
    papers.reply(made, "finance", "disagree", "资金没有来源。")
    assert state(papers, made) == "done"
    assert papers.asked(made, "finance").step.deadlines.get().state == "met"


@proves("YG-31-7")
@pytest.mark.parametrize(
    ("moment", "expected"),
    [(DUE - MOMENT, "pending"), (DUE, "deemed"), (DUE + MOMENT, "deemed"), (DUE + 7 * DAY, "deemed")],
    ids=["a moment before midnight", "at midnight", "a moment after", "after a week of downtime"],
)
def test_silence_is_no_objection_from_the_midnight_that_ends_the_fifth_working_day(
    papers: Papers, request_, monday, moment, expected
):
    sweep_at(moment, monday)
    assert state(papers, request_) == expected


@proves("YG-31-7", "YG-31-5")
def test_a_limit_that_the_host_set_ends_sooner(papers: Papers, monday):
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance", limit=2)
    sweep_at(office("2026-06-04 00:00") - MOMENT, monday)
    assert state(papers, made) == "pending"
    sweep_at(office("2026-06-04 00:00"), monday)
    assert state(papers, made) == "deemed"


@proves("YG-31-7")
def test_the_evidence_says_when_it_was_delivered_opened_and_reminded_and_how_it_was_counted(
    papers: Papers, request_, monday
):
    cast = papers.cast
    asked = papers.asked(request_, "finance")
    monday.forward(2 * HOUR)
    mark_opened(asked.step, cast.finance_head, monday.moment)
    monday.forward(DAY)
    consultation.remind(request_.pk, cast.education_clerk, asked.pk)
    sweep_at(WARNED, monday)
    sweep_at(DUE, monday)
    kept = Evidence.objects.get(matter=request_.pk)
    assert (kept.kind, kept.issuer, kept.article) == ("silence", cast.finance, 31)
    assert kept.recorded_by is None, "the system's timer wrote it"
    shown = sheet(Matter.objects.get(pk=request_.pk), monday.moment)
    [said] = [one.detail for one in shown.findings if one.strong == "逾期未回复，视为无不同意见"]
    assert said == "6月1日送达，6月1日打开，6月2日提醒，系统6月5日提醒，6月8日满5个工作日"
    assert "系统6月5日 00:00提醒" in page_of(papers, request_)
    facts = kept.facts
    assert facts["holders"] == [{
        "name": "褚建国", "ground": "holder", "delivered": "2026-06-01T01:00:00+00:00",
        "opened": "2026-06-01T03:00:00+00:00",
    }]  # fmt: skip
    assert facts["reminded"] == ["2026-06-02T03:00:00+00:00"]
    assert [at[:10] for at in facts["warned"]] == ["2026-06-04"], "midnight of the 5th here is the 4th in UTC"
    assert (facts["limit"], facts["unit"], facts["due_at"]) == (5, "workday", "2026-06-08T16:00:00+00:00")
    assert "6月2日—5日、8日" in facts["counted"]


def test_never_opened_is_evidence_too(papers: Papers, request_, monday):
    sweep_at(DUE, monday)
    [holder] = Evidence.objects.get(matter=request_.pk).facts["holders"]
    assert holder["opened"] is None


def test_everyone_who_held_it_is_named(papers: Papers, request_, monday):
    """The head leaves on the second day; his deputy holds it to the end."""
    papers.away("finance_head")
    asked = papers.asked(request_, "finance")
    boundaries.mark(papers.cast.government, monday.moment, now=monday.moment, official=papers.cast.finance_head)
    boundaries.cross(monday.moment)
    sweep_at(DUE, monday)
    holders = Evidence.objects.get(matter=request_.pk).facts["holders"]
    assert [(h["name"], h["ground"]) for h in holders] == [("褚建国", "holder"), ("卫红", "responsible_person")]
    assert not StepHolder.objects.filter(step=asked.step, until=None).exists()


@proves("YG-31-7")
def test_the_silence_is_on_record_and_the_host_is_told(papers: Papers, request_, monday):
    sweep_at(DUE, monday)
    [line] = papers.journal(request_, "deem")
    assert (line.text, line.article, line.actor) == ("县财政局逾期未回复，视为无不同意见", 31, None)
    told = papers.cast.education_clerk.notices.filter(channel="portal").latest("pk")
    assert told.subject == "县财政局逾期未回复，视为无不同意见：县教育局关于新建城东小学的请示"
    assert told.body.endswith("征求意见已全部有结果")


def test_it_happens_once_however_often_the_sweep_looks_in(papers: Papers, request_, monday):
    for hours in (0, 1, 48):
        sweep_at(DUE + hours * HOUR, monday)
    assert Evidence.objects.filter(matter=request_.pk).count() == 1
    assert len(papers.journal(request_, "deem")) == 1


def test_after_it_nobody_answers_any_more(papers: Papers, request_, monday):
    sweep_at(DUE, monday)
    with pytest.raises(WrongState, match="视为无不同意见"):
        papers.reply(request_, "finance", "disagree", "晚了一天")


def test_an_answer_in_the_last_moment_counts(papers: Papers, request_, monday):
    monday.move_to(DUE - MOMENT)
    papers.reply(request_, "finance", "disagree", "资金没有来源。")
    sweep_at(DUE, monday)
    assert state(papers, request_) == "done"
    assert not Evidence.objects.filter(matter=request_.pk).exists()


@proves("YG-31-7")
def test_a_late_answer_is_too_late_even_before_the_sweep_has_come(papers: Papers, request_, monday):
    """What counts is the limit, not when the timer looks in: at midnight it is over."""
    monday.move_to(DUE)
    with pytest.raises(WrongState, match="视为无不同意见") as refused:
        papers.reply(request_, "finance", "disagree", "资金没有来源。")
    assert refused.value.reasons[0].article == 31
    sweep_at(DUE + HOUR, monday)
    assert state(papers, request_) == "deemed"


def test_the_organ_is_warned_one_working_day_before(papers: Papers, request_, monday):
    sweep_at(WARNED - MOMENT, monday)
    assert len(papers.told("finance_head")) == 1
    sweep_at(WARNED, monday)
    assert papers.told("finance_head")[1] == "提醒（2026年6月8日）：县教育局关于新建城东小学的请示"


def test_of_several_organs_each_has_its_own_silence(papers: Papers, monday):
    made = papers.draft(touched=["finance", "resources"])
    papers.ask(made, "finance", "resources")
    papers.reply(made, "resources")
    sweep_at(DUE, monday)
    assert (state(papers, made), state(papers, made, "resources")) == ("deemed", "done")
    assert Evidence.objects.get(matter=made.pk).issuer == papers.cast.finance


@proves("YG-31-7")
def test_the_host_of_several_silent_organs_is_told_how_many_are_left_after_each(papers: Papers, monday):
    made = papers.draft(touched=["finance", "resources", "agriculture"])
    papers.ask(made, "finance", "resources", "agriculture")
    sweep_at(DUE, monday)
    told = papers.cast.education_clerk.notices.filter(channel="portal", event__startswith="answered-").order_by("pk")
    assert [notice.body.rpartition("，")[2] for notice in told] == [
        "还有2家未回复", "还有1家未回复", "征求意见已全部有结果"
    ]  # fmt: skip
    cast = papers.cast
    assert {e.issuer for e in Evidence.objects.all()} == {cast.finance, cast.resources, cast.agriculture}
    assert [line.text[:5] for line in papers.journal(made, "deem")] == ["县财政局逾", "县自然资源", "县农业农村"]


@proves("YG-31-7")
def test_of_many_documents_each_has_its_own_evidence_and_its_own_host_is_told(papers: Papers, monday):
    made = [papers.draft(title=f"关于新建第{n}小学的请示", touched=["finance"]) for n in (1, 2)]
    other = papers.draft("resources", touched=["finance"])
    for one in (*made, other):
        papers.ask(one, "finance")
    consultation.remind(made[0].pk, papers.cast.education_clerk, papers.asked(made[0], "finance").pk)
    monday.forward(HOUR)
    mark_opened(papers.asked(other, "finance").step, papers.cast.finance_head, monday.moment)
    assert sweep_at(DUE, monday).acted == 3
    facts = {kept.matter_id: kept.facts for kept in Evidence.objects.filter(kind="silence")}
    assert [len(facts[one.pk]["reminded"]) for one in (*made, other)] == [1, 0, 0]
    assert [facts[one.pk]["holders"][0]["opened"] is None for one in (*made, other)] == [True, True, False]
    for who, many in (("education_clerk", 2), ("resources_clerk", 1)):
        told = getattr(papers.cast, who).notices.filter(channel="portal", event__startswith="answered-")
        assert told.count() == many
    assert {state(papers, one) for one in (*made, other)} == {"deemed"}


def test_the_silence_of_many_costs_as_many_queries_as_that_of_one(papers: Papers, monday):
    costs = []
    for many in (1, 12):
        for n in range(many):
            papers.ask(papers.draft(title=f"关于新建第{many}{n}小学的请示", touched=["finance"]), "finance")
        monday.move_to(DUE)
        silent = list(Deadline.objects.filter(state="open").select_related("matter"))
        with CaptureQueriesContext(connection) as counted:
            deem(silent, DUE)
        costs.append(len(counted))
        Deadline.objects.update(state="passed", next_at=None, closed_at=DUE)
        monday.move_to(MONDAY)
    assert costs[0] == costs[1] <= 13


# --- Where the rulebook is silent itself: townships (article 30) --------------------------------------------


def test_a_township_has_no_limit_and_its_silence_means_nothing(papers: Papers, monday):
    made = papers.draft(touched=["township"])
    [asked] = papers.ask(made, "township")
    assert (asked.step.article, list(asked.step.deadlines.all())) == (30, [])
    sweep_at(DUE + 60 * DAY, monday)
    assert state(papers, made, "township") == "pending"
    papers.submit(made)
    assert (papers.state(made), state(papers, made, "township")) == ("signing", "lapsed")
    assert not Evidence.objects.filter(matter=made.pk).exists()


def test_a_limit_that_the_host_sets_a_township_is_waited_for_and_its_passing_means_no_consent(papers: Papers, monday):
    made = papers.draft(touched=["township"])
    [asked] = papers.ask(made, "township", limit=3)
    deadline = asked.step.deadlines.get()
    with pytest.raises(BrokenRule, match="龙泉镇"):
        papers.submit(made)
    assert (deadline.due_at, deadline.on_pass) == (office("2026-06-05 00:00"), "")
    sweep_at(deadline.due_at, monday)
    deadline.refresh_from_db()
    assert (state(papers, made, "township"), deadline.state) == ("pending", "passed")
    assert not Evidence.objects.filter(matter=made.pk).exists()
    papers.submit(made)
    assert (papers.state(made), state(papers, made, "township")) == ("signing", "lapsed")


# --- A year whose notice is not out (2027) -----------------------------------------------------------------

MARCH = office("2027-03-01 09:00")
PASSED = office("2027-03-09 00:00")  # five working days after Monday 1 March, if no notice changes them


@pytest.fixture
def provisional(papers: Papers, monday):
    """Asked on 1 March 2027; nobody has published that year's days off."""
    monday.move_to(MARCH)
    made = papers.draft(touched=["finance"])
    papers.ask(made, "finance")
    return made


def notice_is_loaded(monday) -> None:
    recompute(load_text(NOTICE_2027, 2027, "演示〔2026〕1号", None, demo=True))
    sweep_at(monday.moment, monday)


def test_in_a_year_not_published_the_limit_is_provisional(papers: Papers, provisional):
    deadline = papers.asked(provisional, "finance").step.deadlines.get()
    assert (deadline.provisional, deadline.due_at) == (True, PASSED)


def test_there_the_silence_waits_and_says_why(papers: Papers, provisional, monday):
    sweep_at(PASSED + 30 * DAY, monday)
    deadline = papers.asked(provisional, "finance").step.deadlines.get()
    assert (state(papers, provisional), deadline.state) == ("pending", "open")
    assert deadline.waits_for == "2027年放假安排尚未载入"
    [line] = papers.journal(provisional, "wait")
    assert "2027年放假安排尚未载入，暂不产生后果" in line.text
    assert not Evidence.objects.exists()
    [gate] = [j for j in judge(of(Matter.objects.get(pk=provisional.pk))) if "时限已到" in j.message]
    assert gate.remedy == "待当年放假安排载入后自动产生后果，或由政府办公室认定时限届满"
    with pytest.raises(BrokenRule, match="还有部门没有答复.*县财政局（时限已到，但2027年放假安排尚未载入"):
        papers.submit(provisional)


def test_once_the_notice_is_loaded_the_silence_takes_effect(papers: Papers, provisional, monday):
    sweep_at(PASSED + DAY, monday)
    notice_is_loaded(monday)
    assert state(papers, provisional) == "deemed"
    assert Evidence.objects.get().facts["due_at"] == PASSED.astimezone(UTC).isoformat()
    papers.submit(provisional)


def test_whoever_answered_before_the_notice_is_not_provisional_for_ever(papers: Papers, provisional, monday):
    papers.reply(provisional, "finance")
    assert "暂定" not in page_of(papers, provisional).split('id="consultation-')[1].split("</section>")[0]


def test_loaded_in_time_it_is_as_in_any_year(papers: Papers, provisional, monday):
    notice_is_loaded(monday)
    deadline = papers.asked(provisional, "finance").step.deadlines.get()
    assert not deadline.provisional
    sweep_at(PASSED - MOMENT, monday)
    assert state(papers, provisional) == "pending"
    sweep_at(PASSED, monday)
    assert state(papers, provisional) == "deemed"


def test_or_the_office_decides_that_the_limit_is_over(papers: Papers, provisional, monday):
    sweep_at(PASSED, monday)
    deadline = papers.asked(provisional, "finance").step.deadlines.get()
    with pytest.raises(NotYours):
        confirm(deadline, papers.cast.education_head, "等不及了", monday.moment)
    confirm(deadline, papers.cast.clerk, "上级已电话明确三月无调休", monday.moment)
    sweep_at(PASSED + timedelta(minutes=1), monday)
    assert state(papers, provisional) == "deemed"


def test_an_answer_while_it_waits_is_an_answer(papers: Papers, provisional, monday):
    sweep_at(PASSED + DAY, monday)
    papers.reply(provisional, "finance", "disagree", "资金没有来源。")
    notice_is_loaded(monday)
    assert state(papers, provisional) == "done"


def test_more_time_agreed_to_an_unpublished_day_waits_too(papers: Papers, provisional, monday):
    step = papers.asked(provisional, "finance").step
    consultation.ask_more_time(step.pk, papers.cast.finance_head, date(2027, 3, 15), "核实", "书面")
    answer_extension(Extension.objects.get(), papers.cast.education_clerk, True, "", monday.moment)
    sweep_at(office("2027-03-20 00:00"), monday)
    assert state(papers, provisional) == "pending"
    notice_is_loaded(monday)
    assert state(papers, provisional) == "deemed"
