"""The notices' page: unread first, paged, opened on what they are about, all marked at once."""

import pytest

from govrules.core.notices.actions import tell
from govrules.core.notices.models import Notice
from tests.core.calendars import office
from tests.core.cast import Cast
from tests.portal.office import at_office, day, page, signed_in

pytestmark = pytest.mark.usefixtures("today")
NOW = office("2026-06-10 09:30")


def told(cast: Cast, count: int) -> None:
    for n in range(count):
        tell(
            [cast.clerk],
            event=f"e{n}",
            subject=f"通知{n:03}",
            body="请及时办理。",
            at=office(f"2026-06-09 {n // 60:02}:{n % 60:02}"),
        )


def subjects(html: str) -> list[str]:
    return [part.split("通知", 1)[1][:3] for part in html.split('class="notice-subject"')[1:]]


def test_the_newest_stand_first(cast: Cast) -> None:
    told(cast, 3)
    assert subjects(page(signed_in(cast.clerk), "/notices/")) == ["002", "001", "000"]


def test_pages_follow_each_other(cast: Cast) -> None:
    told(cast, 65)
    client, found, address = signed_in(cast.clerk), [], "/notices/?all=1"
    while address:
        html = page(client, address)
        found.append(subjects(html))
        link = html.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in html else ""
        address = link.replace("&amp;", "&")
    assert [len(p) for p in found] == [30, 30, 5]
    assert [s for p in found for s in p] == [f"{n:03}" for n in reversed(range(65))]


def test_pages_hold_where_many_came_at_one_moment(cast: Cast) -> None:
    for n in range(35):
        tell([cast.clerk], event=f"e{n}", subject=f"通知{n:03}", at=NOW)
    client = signed_in(cast.clerk)
    first = subjects(page(client, "/notices/"))
    last = Notice.objects.get(subject=f"通知{first[-1]}")
    assert sorted(first + subjects(page(client, f"/notices/?after={last.pk}"))) == [f"{n:03}" for n in range(35)]


def test_opening_a_notice_reads_it_and_leads_to_its_matter(cast: Cast) -> None:
    step = at_office(cast, "县教育局关于新建城东小学的请示")
    notice = Notice.objects.filter(recipient=cast.director, channel="portal").latest("pk")
    with day("2026-06-10 10:00"):
        answer = signed_in(cast.director).get(f"/notices/{notice.pk}/")
    notice.refresh_from_db()
    assert answer.url == f"/matters/{step.matter_id}/"
    assert notice.read_at == office("2026-06-10 10:00")


def test_one_about_no_matter_leads_back_to_the_list(cast: Cast) -> None:
    told(cast, 1)
    client = signed_in(cast.clerk)
    assert client.get(f"/notices/{Notice.objects.get().pk}/").url == "/notices/"


def test_read_ones_are_under_all(cast: Cast) -> None:
    told(cast, 2)
    client = signed_in(cast.clerk)
    client.get(f"/notices/{Notice.objects.first().pk}/")
    assert len(subjects(page(client, "/notices/"))) == 1
    assert len(subjects(page(client, "/notices/?all=1"))) == 2


def test_all_are_marked_read_by_a_post(cast: Cast) -> None:
    told(cast, 3)
    client = signed_in(cast.clerk)
    assert client.get("/notices/read/").status_code == 405
    assert client.post("/notices/read/").url == "/notices/"
    html = page(client, "/notices/")
    assert "已把 3 条通知标为已读" in html and "没有未读通知" in html


def test_nobody_marks_anothers(cast: Cast) -> None:
    told(cast, 2)
    signed_in(cast.director).post("/notices/read/")
    assert Notice.objects.filter(recipient=cast.clerk, read_at=None).count() == 2


def test_an_empty_page_says_what_will_come(cast: Cast) -> None:
    assert "期限临近、回复有了结果" in page(signed_in(cast.clerk), "/notices/?all=1")


@pytest.mark.parametrize("after", ["x", "999999", "-1"])
def test_a_page_behind_nothing_is_the_first(cast: Cast, after: str) -> None:
    told(cast, 2)
    assert len(subjects(page(signed_in(cast.clerk), f"/notices/?after={after}"))) == 2


def test_an_article_is_a_link_of_its_own(cast: Cast) -> None:
    tell([cast.clerk], event="e", subject="通知001", article=31, at=NOW)
    assert '<a class="cite" href="/rules/31/">第三十一条</a>' in page(signed_in(cast.clerk), "/notices/")


def test_an_e_mail_is_not_shown_twice(cast: Cast) -> None:
    tell([cast.director], event="e", subject="通知001", at=NOW)
    assert Notice.objects.count() == 2, "in the portal, and by e-mail"
    assert len(subjects(page(signed_in(cast.director), "/notices/"))) == 1


# --- how one wants to be told ---


def test_everyone_chooses_for_himself(cast: Cast) -> None:
    client = signed_in(cast.director)
    assert "/notices/choice/" in page(client, "/notices/")
    html = page(client, "/notices/choice/")
    assert "director@example.org" in html and html.count("checked") == 2
    assert client.post("/notices/choice/", {"by_robot": "on"}).url == "/notices/"
    cast.director.refresh_from_db()
    cast.clerk.refresh_from_db()
    assert (cast.director.by_email, cast.director.by_robot) == (False, True)
    assert (cast.clerk.by_email, cast.clerk.by_robot) == (True, True)
    assert page(client, "/notices/choice/").count("checked") == 1
    tell([cast.director], event="e", subject="通知001", at=NOW)
    assert list(Notice.objects.values_list("channel", flat=True)) == ["portal"]


def test_both_taken_away_at_once(cast: Cast) -> None:
    assert signed_in(cast.clerk).post("/notices/choice/", {}).status_code == 302
    cast.clerk.refresh_from_db()
    assert (cast.clerk.by_email, cast.clerk.by_robot) == (False, False)


def test_one_without_an_address_is_told_so(cast: Cast) -> None:
    html = page(signed_in(cast.clerk), "/notices/choice/")
    assert "没有登记，不会发邮件" in html and "没有登记，群里只写姓名" in html
