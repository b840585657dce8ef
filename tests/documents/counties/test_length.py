"""How long a document may be, county by county: `scenarios/length.toml`, through the acts."""

from __future__ import annotations

from typing import Any

import pytest

from documents.submission.models import Submission
from govrules.core.errors import BrokenRule
from govrules.core.matters.models import Waiver
from tests.core.cast import in_county
from tests.documents.counties.tables import cases
from tests.documents.papers import Papers
from tests.proves import proves

REASON = "逐校列明学位缺口，无法压缩。"


@cases("length.toml", {"kind", "scope", "text", "then"})
def test_length(papers: Papers, case):
    made = papers.draft(doc_kind=case.get("kind", "request"), scope=case["scope"], body="字" * case["text"])
    if case["then"] == "reason":
        with pytest.raises(BrokenRule) as refused:
            papers.submit(made)
        [why] = refused.value.reasons
        assert (why.article, why.strength) == (case["article"], "principle")
        assert f"现为{case['text']}字" in why.message
        papers.submit(made, **{why.rule: REASON})
    else:
        papers.submit(made)
    given = Waiver.objects.filter(matter=made.pk).values_list("article", "reason", "state")
    assert papers.state(made) == "signing"
    assert list(given) == ([(case["article"], REASON, "given")] if case["then"] == "reason" else [])


# --- The reason is the office's to judge (阳城, article 70) ---------------------------------------------------


@pytest.fixture
def long(papers: Papers) -> Submission:
    """A request of 1,001 characters, signed with a reason: it is at the office of 阳城."""
    return papers.signed(papers.draft(body="字" * 1001), length_special=REASON)


def waivers(of: Submission) -> list[Any]:
    return list(Waiver.objects.filter(matter=of.pk).values_list("state", "settled_by__key"))


@in_county("yangcheng-2021")
@proves("YC-69-6", "YC-70-1")
def test_the_office_accepts_the_reason_by_sending_it_on(papers: Papers, long):
    assert waivers(long) == [("given", None)]
    papers.review(long)
    assert waivers(long) == [("accepted", "director")]


@in_county("yangcheng-2021")
@proves("YC-69-6", "YC-69-7")
def test_or_returns_it_to_its_sender_and_then_the_reason_counts_no_more(papers: Papers, long):
    papers.decide(long, "director", "return", "篇幅过长，请压缩。")
    assert (papers.state(long), waivers(long)) == ("returned", [("returned", "director")])
    with pytest.raises(BrokenRule, match="现为1001字"):
        papers.submit(long)
