"""The limit of a whole request (洮北 68) in a year whose days off nobody has published: it waits, and says so."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from govrules.core.deadlines.models import Deadline
from tests.core.calendars import office
from tests.core.cast import in_county
from tests.documents.papers import Papers, browser, sweep_at
from tests.proves import proves


@in_county("taobei-2020")
@proves("TB-68-10")
def test_the_limit_of_the_whole_is_no_mark_while_it_is_provisional(papers: Papers, monday: Any) -> None:
    monday.move_to(office("2026-12-20 09:00"))
    made = papers.draft(urgency="urgent")
    papers.submit(made)
    papers.decide(made, "education_head", "sign")
    limit = Deadline.objects.get(matter=made.pk, step=None)
    assert (limit.article, limit.count, limit.provisional) == (68, 7, True)
    sweep_at(limit.due_at, monday)
    limit.refresh_from_db()
    assert (limit.state, limit.waits_for) == ("open", "2027年放假安排尚未载入")
    html = browser(papers.cast.director).get(reverse("portal:waiting")).content.decode()
    assert "7个工作日" in html and "/rules/68/" in html
