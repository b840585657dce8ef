"""What the pages tell where a county's rules have limits and leave choices that the others have not."""

from __future__ import annotations

import pytest
from django.utils.html import strip_tags

from govrules.core.errors import BadInput
from tests.core.calendars import office
from tests.core.cast import in_county
from tests.documents.papers import Papers, browser
from tests.proves import proves


def told(papers: Papers, who: str, address: str) -> str:
    """A page's words with single blanks."""
    answer = browser(getattr(papers.cast, who)).get(address)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).split())


# --- The limit for the whole (洮北, article 68) -------------------------------------------------------------------


@in_county("taobei-2020")
@proves("TB-68-9")
def test_the_page_says_until_when_the_whole_is_to_be_decided(papers: Papers, monday):
    made = papers.draft()
    address = f"/documents/{made.pk}/"
    assert "办结期限" not in told(papers, "education_clerk", address), "it runs from the day that the office has it"
    papers.signed(made)
    said = told(papers, "education_clerk", address)
    assert "办结期限：6月22日，剩 14 天（自2026年6月1日的次日起算，14个工作日：" in said and "第六十八条" in said
    papers.review(made)
    monday.move_to(office("2026-06-23 09:00"))
    assert "办结期限：6月22日，超 1 天" in told(papers, "education_clerk", address)
    papers.decide(made, "schools_deputy", "approve", "同意。")
    assert "办结期限" not in told(papers, "education_clerk", address), "it is decided"


@in_county("toksun-2021")
def test_where_the_rules_name_none_none_is_shown(papers: Papers):
    made = papers.signed(papers.draft())
    assert "办结期限" not in told(papers, "education_clerk", f"/documents/{made.pk}/")


@in_county("taobei-2020")
def test_an_extra_urgent_and_important_one_is_marked_in_the_queue(papers: Papers):
    papers.signed(papers.draft(urgency="extra_important", urgency_reason="护坡仍在变形"))
    said = told(papers, "director", "/queue/")
    assert said.count("特急重要") == 2, "in the list and on the item"


# --- The office's pick (云阳, article 54) -------------------------------------------------------------------------


@in_county("yunyang-2025")
def test_where_the_rules_name_no_leader_the_office_is_told_so(papers: Papers):
    made = papers.signed(papers.draft())
    said = told(papers, "director", f"/queue/{papers.step(made).pk}/")
    assert "规则未指明呈送哪位领导，由办公室选定" in said and "除分管领导外" not in said
    with pytest.raises(BadInput, match="请选择呈送哪位领导") as refused:
        papers.review(made)
    [why] = refused.value.reasons
    assert (why.article, refused.value.field) == (54, "seats")
    assert "由办公室按程序确定" in why.remedy


def test_where_they_name_one_further_leaders_may_be_added(papers: Papers):
    made = papers.signed(papers.draft())
    said = told(papers, "director", f"/queue/{papers.step(made).pk}/")
    assert "除分管领导外，还呈……" in said and "由办公室选定" not in said
