"""The queue's list: sorted by what is due, filtered with counts that agree, paged along the index."""

import pytest
from django.utils.html import strip_tags

from govrules.core.matters.models import Step
from govrules.portal.queue import queries
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import at_leader, at_office, away, consulting, page, signed_in, waiting

pytestmark = pytest.mark.usefixtures("today")
NOW = office("2026-06-10 09:30")


def titles(html: str) -> list[str]:
    """The titles of the list, in its order."""
    parts = html.split('<a class="row-title"')[1:]
    return [strip_tags("<a" + part.split("</a>", 1)[0]) for part in parts]


def test_the_nearest_due_stands_first_and_what_has_no_limit_last(cast: Cast) -> None:
    steps = waiting(cast, cast.director, 3)
    Step.objects.filter(pk=steps[0].pk).update(due_at=None)
    Step.objects.filter(pk=steps[2].pk).update(due_at=office("2026-06-09 00:00"))
    assert titles(page(signed_in(cast.director), "/queue/")) == ["第3件", "第2件", "第1件"]


def test_only_what_waits_for_him_is_listed(cast: Cast) -> None:
    waiting(cast, cast.director, 2)
    waiting(cast, cast.vice_director, 3)
    assert len(titles(page(signed_in(cast.director), "/queue/"))) == 2


@pytest.mark.parametrize("state", ["done", "held", "waiting", "cancelled", "returned", "deemed"])
def test_what_does_not_wait_is_not_listed(cast: Cast, state: str) -> None:
    [step] = waiting(cast, cast.director, 1)
    Step.objects.filter(pk=step.pk).update(state=state)
    assert "都办完了" in page(signed_in(cast.director), "/queue/")


def test_a_line_says_whose_what_and_how_long(cast: Cast) -> None:
    at_office(cast, "县教育局关于新建城东小学的请示", urgency="urgent")
    Step.objects.filter(act="review").update(due_at=office("2026-06-13 00:00"), warn_at=office("2026-06-12 00:00"))
    text = strip_tags(page(signed_in(cast.director), "/queue/").split('id="rows"')[1].split("</ol>")[0])
    assert "县教育局 · 请您审核" in text and "剩 2 天" in text and "加急" in text


@pytest.mark.parametrize(
    ("due", "warn", "words", "light"),
    [
        ("2026-06-10 00:00", "2026-06-09 00:00", "超 1 天", "light-red"),
        ("2026-06-11 00:00", "2026-06-10 00:00", "今天", "light-yellow"),
        ("2026-06-12 00:00", "2026-06-11 00:00", "剩 1 天", "light-green"),
        ("2026-06-16 00:00", "2026-06-15 00:00", "剩 3 天", "light-green"),  # over a weekend
    ],
)
def test_lights_and_words(cast: Cast, due: str, warn: str, words: str, light: str) -> None:
    [step] = waiting(cast, cast.director, 1)
    Step.objects.filter(pk=step.pk).update(due_at=office(due), warn_at=office(warn))
    row = page(signed_in(cast.director), "/queue/").split('id="rows"')[1].split("</ol>")[0]
    assert words in row and light in row


def test_a_late_line_says_since_when(cast: Cast) -> None:
    [step] = waiting(cast, cast.director, 1)
    Step.objects.filter(pk=step.pk).update(due_at=office("2026-06-10 00:00"))
    assert "应于6月9日前" in page(signed_in(cast.director), "/queue/")


def test_a_line_says_in_whose_place(cast: Cast) -> None:
    away(cast.schools_deputy, "2026-06-08 00:00", "2026-06-13 00:00")
    at_leader(cast, "县教育局关于新建城东小学的请示")
    assert "代孙慧敏" in page(signed_in(cast.land_deputy), "/queue/").split('id="rows"')[1]


# --- filters ---


@pytest.fixture
def mixed(cast: Cast) -> Cast:
    """Three requests (one due today), two reports, four to read, one countersign."""
    requests = waiting(cast, cast.director, 3)
    waiting(cast, cast.director, 2, kind="report", first_due="2026-07-01 00:00")
    waiting(cast, cast.director, 4, act="read", kind="report", first_due="2026-08-01 00:00")
    waiting(cast, cast.director, 1, act="countersign", first_due="2026-09-01 00:00")
    assert requests[0].due_at == office("2026-06-11 00:00")
    return cast


EXPECTED = {
    "all": 10, "today": 1, "request": 3, "report": 2, "dispatch": 0, "meeting": 0, "leave": 0, "countersign": 1,
    "read": 4,
}  # fmt: skip


def test_counts_come_in_one_query(mixed: Cast, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert queries.counts(mixed.director, NOW) == EXPECTED


@pytest.mark.parametrize("show", EXPECTED)
def test_a_filter_shows_as_many_as_its_count_says(mixed: Cast, show: str) -> None:
    assert queries.waiting(mixed.director, show, NOW).count() == EXPECTED[show]


def test_every_step_stands_behind_exactly_one_of_the_kinds(mixed: Cast) -> None:
    kinds = [f.key for f in queries.FILTERS if f.key not in ("all", "today")]
    found = [s.pk for kind in kinds for s in queries.waiting(mixed.director, kind, NOW)]
    assert sorted(found) == sorted(s.pk for s in queries.waiting(mixed.director, "all", NOW))


def test_tabs_show_their_counts_and_empty_kinds_are_left_out(mixed: Cast) -> None:
    html = page(signed_in(mixed.director), "/queue/?show=read")
    tabs = strip_tags(html.split('<nav class="narrow"')[1].split("</nav>")[0].split(">", 1)[1]).split()
    assert tabs == ["全部", "10", "今日到期", "1", "请示", "3", "报告", "2", "会签", "1", "阅知", "4"]
    assert 'href="/queue/?show=read" aria-current="true"' in html


def test_an_unknown_filter_is_no_filter(mixed: Cast) -> None:
    assert len(titles(page(signed_in(mixed.director), "/queue/?show=%27%3B--"))) == 10


def test_what_is_overdue_counts_as_due_today(cast: Cast) -> None:
    late, *_ = waiting(cast, cast.director, 3, first_due="2026-06-10 00:00")
    due = queries.waiting(cast.director, "today", NOW)
    assert late in due and due.count() == 2


def test_only_what_is_to_be_read_can_be_ticked(mixed: Cast) -> None:
    html = page(signed_in(mixed.director), "/queue/")
    assert html.count('type="checkbox" name="step"') == 4
    assert "圈阅勾选的" in html


def test_without_anything_to_read_there_is_no_bulk_button(cast: Cast) -> None:
    waiting(cast, cast.director, 2)
    assert "圈阅勾选的" not in page(signed_in(cast.director), "/queue/")


# --- pages ---


def walk(cast: Cast, count: int) -> list[list[str]]:
    """All pages, by following the link to the next."""
    client, found, address = signed_in(cast.director), [], "/queue/"
    while address:
        html = page(client, address)
        found.append(titles(html))
        link = html.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0] if 'rel="next"' in html else ""
        address = link.replace("&amp;", "&")
        assert len(found) <= count
    return found


def test_pages_follow_each_other_without_gap_or_double(cast: Cast) -> None:
    waiting(cast, cast.director, 65)
    found = walk(cast, 5)
    assert [len(p) for p in found] == [30, 30, 5]
    assert [title for p in found for title in p] == [f"第{n}件" for n in range(1, 66)]


def test_pages_hold_where_many_are_due_at_once_and_some_have_no_limit(cast: Cast) -> None:
    steps = waiting(cast, cast.director, 65)
    Step.objects.filter(pk__in=[s.pk for s in steps[:40]]).update(due_at=office("2026-06-11 00:00"))
    Step.objects.filter(pk__in=[s.pk for s in steps[40:]]).update(due_at=None)
    found = [title for p in walk(cast, 5) for title in p]
    assert found == [f"第{n}件" for n in range(1, 66)]


def test_a_page_begins_behind_an_item_that_was_decided_meanwhile(cast: Cast) -> None:
    steps = waiting(cast, cast.director, 35)
    Step.objects.filter(pk=steps[29].pk).update(state="done", decided_by=cast.director)
    html = page(signed_in(cast.director), f"/queue/?after={steps[29].pk}")
    assert titles(html) == [f"第{n}件" for n in range(31, 36)]
    assert "回到最前" in html


@pytest.mark.parametrize("after", ["x", "-1", "999999", "1 OR 1=1"])
def test_a_page_behind_nothing_is_the_first(cast: Cast, after: str) -> None:
    waiting(cast, cast.director, 3)
    assert len(titles(page(signed_in(cast.director), f"/queue/?after={after}"))) == 3


def test_a_page_cannot_be_anchored_on_anothers_item(cast: Cast) -> None:
    waiting(cast, cast.director, 3)
    [his] = waiting(cast, cast.vice_director, 1, first_due="2027-01-01 00:00")
    assert len(titles(page(signed_in(cast.director), f"/queue/?after={his.pk}"))) == 3


@pytest.mark.parametrize("at", range(5))
def test_neighbours(cast: Cast, at: int) -> None:
    steps = waiting(cast, cast.director, 5)
    Step.objects.filter(pk__in=[steps[3].pk, steps[4].pk]).update(due_at=None)
    listed = queries.waiting(cast.director, "all", NOW)
    found = queries.neighbours(listed, Step.objects.get(pk=steps[at].pk))
    before = steps[at - 1].pk if at else None
    behind = steps[at + 1].pk if at < 4 else None
    assert found == queries.Neighbours(at + 1, before, behind)


# --- what the consulted organs said ---


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("done", "agree"), ("deemed", "deemed")], "会签2家，1家同意、1家逾期无异议"),
        ([("done", "disagree"), ("pending", "")], "会签2家，1家不同意、1家未回复"),
        ([("done", "agree_with_opinion"), ("cancelled", "")], "会签1家，1家同意"),
        ([("held", "")], "会签1家，1家未回复"),
    ],
)
def test_a_consultation_in_words(cast: Cast, rows: list[tuple[str, str]], said: str) -> None:
    [step] = waiting(cast, cast.director, 1)
    for state, kind in rows:
        Step.objects.create(matter=step.matter, group=1, act="countersign", post="x", state=state, opinion_kind=kind)
    assert queries.countersigns([step]) == {step.matter_id: said}


def test_consultations_of_a_page_cost_one_query(cast: Cast, django_assert_num_queries) -> None:
    steps = waiting(cast, cast.director, 20)
    with django_assert_num_queries(1):
        assert queries.countersigns(steps) == {}


def test_a_countersign_waits_in_the_consulted_head_s_queue(cast: Cast) -> None:
    consulting(cast, "县教育局关于新建城东小学的请示", cast.finance, cast.resources)
    html = page(signed_in(cast.finance_head), "/queue/?show=countersign")
    assert titles(html) == ["县教育局关于新建城东小学的请示"]
    assert "请您会签" in html


@pytest.mark.parametrize(
    ("at", "first", "count"), [(0, "第1件", 30), (29, "第1件", 30), (30, "第31件", 5), (33, "第34件", 2)]
)
def test_an_item_brings_the_page_on_which_it_stands(cast: Cast, at: int, first: str, count: int) -> None:
    steps = waiting(cast, cast.director, 35)
    html = page(signed_in(cast.director), f"/queue/{steps[at].pk}/")
    assert titles(html)[0] == first and len(titles(html)) == count
    assert f'<li class="row-item now" data-step="{steps[at].pk}">' in html


def test_a_page_already_asked_for_is_kept(cast: Cast) -> None:
    steps = waiting(cast, cast.director, 35)
    html = page(signed_in(cast.director), f"/queue/{steps[33].pk}/?after={steps[29].pk}")
    assert titles(html) == [f"第{n}件" for n in range(31, 36)]
