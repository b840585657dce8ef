"""Two people decide at the same moment: one true result, and the other is told who was quicker."""

import pytest
from django.db import connection

from documents import actions as steps
from documents.consultation import actions as consultation
from documents.submission import actions as submissions
from documents.submission.models import TextVersion
from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import Refused, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Evidence, Matter, Step
from tests.documents.papers import DUE, Papers, side_by_side


def chained(of) -> bool:
    """The journal of a matter is one unbroken chain."""
    lines = list(JournalEntry.objects.filter(matter=of.pk).order_by("seq"))
    numbers = [line.seq for line in lines]
    return numbers == list(range(1, len(lines) + 1)) and all(
        after.previous == before.digest for before, after in zip(lines, lines[1:], strict=False)
    )


def one_of(results: list[object]) -> WrongState:
    """Exactly one got through; returns what the other was told."""
    refused = [r for r in results if isinstance(r, Refused)]
    assert len(refused) == 1 and isinstance(refused[0], WrongState), results
    return refused[0]


def test_approving_and_rejecting_at_once(lasting_papers: Papers):
    """The same leader on two screens: one decision stands."""
    papers = lasting_papers
    made = papers.reviewed(papers.draft())
    step, leader = papers.step(made), papers.cast.schools_deputy
    told = one_of(side_by_side(
        lambda: steps.decide(step.pk, leader, "approve", "同意。"),
        lambda: steps.decide(step.pk, leader, "reject", "不同意。"),
    ))  # fmt: skip
    assert (told.status, str(told)) == (409, "“县教育局关于新建城东小学的请示”的这一步已由孙慧敏办理，不需要再办")
    state = papers.state(made)
    assert state in ("approved", "rejected")
    assert Matter.objects.filter(parent=made.pk).count() == (state == "approved")
    assert chained(made)


def test_a_double_click_by_two_requests(lasting_papers: Papers):
    papers = lasting_papers
    made = papers.reviewed(papers.draft())
    step, leader = papers.step(made), papers.cast.schools_deputy
    one_of(side_by_side(*[lambda: steps.decide(step.pk, leader, "approve", "同意。")] * 2))
    assert Matter.objects.filter(parent=made.pk).count() == 1
    assert len(papers.journal(made, "approve")) == 1 and chained(made)


def test_two_leaders_side_by_side_both_count_and_the_route_ends_once(lasting_papers: Papers):
    papers = lasting_papers
    made = papers.signed(papers.report())
    papers.review(made, "head", "schools_deputy")
    doings = [lambda s=s: steps.decide(s.pk, s.assignee, "read") for s in made.matter.steps.filter(state="pending")]
    assert side_by_side(*doings) == [None, None]
    assert papers.state(made) == "read"
    assert len(papers.journal(made, "closed")) == 1 and chained(made)


def test_withdrawing_while_the_office_reviews(lasting_papers: Papers):
    papers = lasting_papers
    made = papers.signed(papers.draft())
    step = papers.step(made)
    one_of(side_by_side(
        lambda: submissions.withdraw(made.pk, papers.cast.education_clerk, "数字要核对"),
        lambda: steps.decide(step.pk, papers.cast.director, "review", "拟同意。"),
    ))  # fmt: skip
    live = [s.act for s in Step.objects.filter(matter=made.pk, state="pending")]
    assert (papers.state(made), live) in [("draft", []), ("leaders", ["approve"])]
    assert chained(made)


def test_submitted_by_two_colleagues(lasting_papers: Papers):
    papers = lasting_papers
    made = papers.draft()
    one_of(side_by_side(
        lambda: submissions.submit(made.pk, papers.cast.education_clerk, {}),
        lambda: submissions.submit(made.pk, papers.cast.education_deputy, {}),
    ))  # fmt: skip
    assert papers.steps(made) == [("sign", "education_head")]


def test_saved_by_two_colleagues_who_saw_the_same(lasting_papers: Papers):
    papers = lasting_papers
    made = papers.draft()
    one_of(side_by_side(
        lambda: submissions.revise(made.pk, papers.cast.education_clerk, papers.text(body="陈亮的稿子"), 0),
        lambda: submissions.revise(made.pk, papers.cast.education_deputy, papers.text(body="冯雪的稿子"), 0),
    ))  # fmt: skip
    assert TextVersion.objects.filter(matter=made.pk).count() == 2


def test_created_by_a_double_click(lasting_papers: Papers):
    first, second = side_by_side(lasting_papers.draft, lasting_papers.draft)
    assert first.pk == second.pk and Matter.objects.count() == 1


def test_an_answer_and_the_midnight_that_ends_the_limit(lasting_papers: Papers, monday):
    """Either the reply is taken or the silence is; never both, and the record agrees with the state."""
    papers = lasting_papers
    made = papers.draft(touched=["finance"])
    [asked] = papers.ask(made, "finance")
    monday.move_to(DUE)
    results = side_by_side(
        lambda: consultation.reply(asked.step_id, papers.cast.finance_head, "disagree", "资金没有来源。"),
        lambda: sweep(DUE) and None,
    )
    sweep(DUE)  # a matter in use is left for the next sweep
    asked.step.refresh_from_db()
    silence = Evidence.objects.filter(matter=made.pk).count()
    assert (asked.step.state, silence, isinstance(results[0], WrongState)) in [
        ("done", 0, False), ("deemed", 1, True),
    ]  # fmt: skip
    assert len(papers.journal(made, "deem")) == silence and chained(made)


@pytest.mark.postgres
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a lock on one row is PostgreSQL's")
def test_who_waits_for_a_matter_sees_it_as_it_is_then(lasting_papers: Papers):
    assert connection.vendor == "postgresql"
    papers = lasting_papers
    made = papers.reviewed(papers.draft())
    step, leader = papers.step(made), papers.cast.schools_deputy
    results = side_by_side(*[lambda: steps.decide(step.pk, leader, "approve", "同意。")] * 4)
    assert sum(r is None for r in results) == 1
    assert all(isinstance(r, WrongState) for r in results if r is not None)
