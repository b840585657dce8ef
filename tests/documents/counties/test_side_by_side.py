"""Urgent requests may go to all leaders at once in 洮北, each under a limit of his own (article 68)."""

from __future__ import annotations

import pytest

from documents.submission.models import Submission
from govrules.core.deadlines.models import Deadline
from govrules.core.matters.models import Step
from tests.core.cast import in_county
from tests.documents.papers import Papers
from tests.proves import proves

pytestmark = in_county("taobei-2020")
WHY = "护坡仍在变形"


def sent_on(papers: Papers, urgency: str, together: bool) -> Submission:
    """A request that touches a second leader's portfolio, sent on by the office as a major one."""
    made = papers.draft(touched=["resources"], urgency=urgency, urgency_reason=WHY)
    papers.ask(made, "resources")
    papers.reply(made, "resources")
    papers.signed(made)
    papers.decide(made, "director", "review", "拟同意。", seats=[], major=True, side_by_side=together)
    return made


def groups(of: Submission) -> list[list[str]]:
    """The leaders in their order; those of one group have it at the same time."""
    steps = Step.objects.filter(matter=of.pk, act="approve").order_by("group", "seat__order")
    found: dict[int, list[str]] = {}
    for group, seat in steps.values_list("group", "seat__key"):
        found.setdefault(group, []).append(seat)
    return list(found.values())


@proves("TB-68-7")
@pytest.mark.parametrize("urgency", ["urgent", "extra", "extra_important"])
def test_the_office_may_send_an_urgent_one_to_all_at_once(papers: Papers, urgency):
    made = sent_on(papers, urgency, together=True)
    assert groups(made) == [["schools_deputy", "land_deputy"], ["head"]]
    assert papers.steps(made, "pending") == [("approve", "schools_deputy"), ("approve", "land_deputy")]
    papers.decide(made, "land_deputy", "approve", "同意。")
    assert papers.steps(made, "pending") == [("approve", "schools_deputy")], "the head has it after both"
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert papers.steps(made, "pending") == [("approve", "head")]


@proves("TB-68-7")
@pytest.mark.parametrize(("urgency", "together"), [("", True), ("", False), ("extra_important", False)])
def test_an_ordinary_one_never_goes_so_and_an_urgent_one_only_if_wished(papers: Papers, urgency, together):
    made = sent_on(papers, urgency, together)
    assert groups(made) == [["schools_deputy"], ["land_deputy"], ["head"]]
    assert papers.steps(made, "pending") == [("approve", "schools_deputy")]


@proves("TB-68-12", "TB-68-13")
def test_each_has_a_working_day_of_his_own(papers: Papers):
    made = sent_on(papers, "extra_important", together=True)
    limits = Deadline.objects.filter(matter=made.pk, step__act="approve").order_by("step__seat__order")
    assert list(limits.values_list("step__seat__key", "count", "article")) == [
        ("schools_deputy", 1, 68), ("land_deputy", 1, 68),
    ]  # fmt: skip
    whole = Deadline.objects.get(matter=made.pk, step=None)
    assert (whole.count, whole.unit, whole.article) == (3, "workday", 68)


def test_a_less_urgent_one_leaves_the_leaders_without_a_limit(papers: Papers):
    made = sent_on(papers, "extra", together=True)
    assert not Deadline.objects.filter(matter=made.pk, step__act="approve").exists()
