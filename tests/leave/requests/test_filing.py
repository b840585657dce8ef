"""Filing for the record: with whom, in which order, with which proof; and the office's ledgers."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.notices.models import Channel, Notice
from leave.requests import filing, gifts, queries
from leave.requests.models import Gift, LeaveFiling
from tests.core.calendars import office as hour
from tests.core.cast import in_county
from tests.leave.requests.desk import DAY, Desk
from tests.portal.office import page, signed_in
from tests.proves import proves


def proof(desk: Desk, text: str = "电话报备，值班室王科长", whom: str = "") -> filing.Proof:
    return filing.Proof(clock.now(), text, whom)


@proves("TK-76-4")
@in_county("toksun-2021")
def test_first_granted_and_then_filed(desk: Desk):
    leave = desk.asked("education_head")
    row = leave.filings.get()
    with pytest.raises(WrongState, match="批准后再报备"):
        filing.register(row.pk, desk.cast.clerk, proof(desk, whom="县委组织部"))
    desk.through(leave)
    filing.register(row.pk, desk.cast.clerk, proof(desk, whom="县委组织部"))
    row.refresh_from_db()
    assert (row.whom, row.recorded_by, row.filed_at) == ("县委组织部", desk.cast.clerk, clock.now())
    assert "6月1日 09:00向县委组织部报备：电话报备，值班室王科长" in desk.lines(leave)


@in_county("toksun-2021")
def test_filed_once_and_with_proof(desk: Desk):
    row = desk.granted("education_head").filings.get()
    with pytest.raises(BadInput, match="凭据"):
        filing.register(row.pk, desk.cast.clerk, proof(desk, " ", "县委组织部"))
    with pytest.raises(BadInput, match="哪个机关"):
        filing.register(row.pk, desk.cast.clerk, proof(desk))
    with pytest.raises(BadInput, match="不能晚于现在"):
        filing.register(row.pk, desk.cast.clerk, filing.Proof(clock.now() + DAY, "文号", "县委组织部"))
    filing.register(row.pk, desk.cast.clerk, proof(desk, whom="县委组织部"))
    with pytest.raises(WrongState, match="不必再登记"):
        filing.register(row.pk, desk.cast.clerk, proof(desk, whom="县委组织部"))


@in_county("toksun-2021")
@pytest.mark.parametrize("who", ["education_head", "head", "education_clerk", "other_director"])
def test_only_the_office_files(desk: Desk, who: str):
    row = desk.granted("education_head").filings.get()
    with pytest.raises(NotYours):
        filing.register(row.pk, getattr(desk.cast, who), proof(desk, whom="县委组织部"))


@proves("YC-101-6")
@in_county("yangcheng-2021")
def test_with_both_offices_each_with_its_own_proof(desk: Desk):
    """The government's own office has it by the act itself; for the party committee's it takes proof."""
    leave = desk.granted()
    rows = {row.to: row.proof for row in leave.filings.all()}
    assert rows == {"party_office": "电话报备，张科长接收", "government_office": "在本系统登记"}


@proves("YG-43-8", "YG-43-9")
def test_the_head_s_leave_is_granted_by_being_asked_for_and_filed(desk: Desk):
    leave = desk.asked("head", by="clerk")
    first, second = leave.filings.all()
    filing.register(first.pk, desk.cast.clerk, proof(desk, "市政府办准假，值班室记录"))
    assert desk.again(leave).granted_at is None
    filing.register(second.pk, desk.cast.clerk, proof(desk, "县委办已转报"))
    desk.say(desk.live(leave).get(), "file", proof="")
    again = desk.again(leave)
    assert again.granted_at == clock.now()
    assert [row.proof for row in again.filings.all()] == ["市政府办准假，值班室记录", "县委办已转报"]


@in_county("yunyang-2025")
def test_that_each_leader_was_told_his_notice_proves(desk: Desk):
    leave = desk.granted()
    told = Notice.objects.filter(matter=leave.pk, channel=Channel.PORTAL, event__startswith="leave-told")
    assert {notice.recipient for notice in told} == {
        desk.cast.head, desk.cast.executive, desk.cast.land_deputy, desk.cast.member,
    }  # fmt: skip
    assert {notice.article for notice in told} == {59}
    assert leave.matter.journal.get(act="announce").article == 59
    assert "请假" in page(signed_in(desk.cast.member), f"/leave/{leave.pk}/"), "he may read what he was told of"


# --- Ledgers ---------------------------------------------------------------------------------------------


def sheet_of(client: object, address: str) -> list[tuple[str, ...]]:
    answer = client.get(address)
    assert answer.status_code == 200
    table = load_workbook(BytesIO(answer.content)).active
    return [tuple(cell or "" for cell in row) for row in table.iter_rows(values_only=True)]


@in_county("yangcheng-2021")
def test_each_register_by_itself(desk: Desk):
    desk.granted()
    desk.asked("education_head")
    client = signed_in(desk.cast.clerk)
    rows = sheet_of(client, "/leave/filings/?to=party_office&export=xlsx")
    assert [row[:2] for row in rows[1:]] == [("县委办公室", "孙慧敏"), ("县委办公室", "王文")]
    assert rows[1][7:9] == ("2026年6月1日 09:00", "电话报备，张科长接收")
    assert rows[2][7] == ""
    html = page(client, "/leave/filings/?open=1")
    assert "王文" in html
    assert "孙慧敏" not in html


def test_who_was_away_how_often_and_how_long(desk: Desk):
    desk.granted()
    desk.granted(kind="training", starts_at="2026-07-01 09:00", ends_at="2026-07-01 18:00")
    desk.granted("education_head", starts_at="2026-06-08 09:00", ends_at="2026-06-09 09:00")
    desk.asked("finance_head")
    dropped = desk.granted("township_head")
    queries_before = queries.statistics(desk.cast.government, 2026)
    assert len(queries_before) == 3
    from_acts = {p.official.name: (p.times, p.days, dict(p.kinds)) for p in queries_before}
    assert from_acts == {
        "孙慧敏": (2, 6, {"business": 1, "training": 1}), "王文": (1, 2, {"business": 1}),
        dropped.official.name: (1, 5, {"business": 1}),
    }  # fmt: skip
    client = signed_in(desk.cast.director)
    rows = sheet_of(client, "/leave/statistics/?year=2026&export=xlsx")
    assert rows[1][:4] == ("孙慧敏", "副县长（教育卫生）", "2", "6")
    assert "这一年没有批准的请假" in page(client, "/leave/statistics/?year=2025")


@pytest.mark.parametrize("address", ["/leave/filings/", "/leave/statistics/", "/leave/abroad/"])
@pytest.mark.parametrize("who", ["head", "schools_deputy", "education_clerk"])
def test_ledgers_are_the_office_s(desk: Desk, address: str, who: str):
    assert signed_in(getattr(desk.cast, who)).get(address).status_code == 403


def test_a_cell_is_no_formula(desk: Desk):
    desk.draft(reason="=1+1", destination="+86")
    rows = sheet_of(signed_in(desk.cast.schools_deputy), "/leave/?export=xlsx")
    assert rows[1][3:5] == ("'=1+1", "'+86")


@pytest.mark.parametrize(
    ("county", "article"),
    [
        pytest.param("taobei-2020", "第九十四条", marks=proves("TB-94-3")),
        pytest.param("toksun-2021", "第八十条", marks=proves("TK-80-3")),
        pytest.param("yunyang-2025", "第六十六条", marks=proves("YY-66-2")),
    ],
)
def test_groups_that_go_abroad_are_counted(desk: Desk, article: str):
    desk.granted(kind="abroad", within_limits=True, countries="日本、韩国", group_size=6)
    desk.granted("executive", kind="abroad", within_limits=True, countries="德国")
    desk.asked("land_deputy", kind="abroad", within_limits=True)
    found = queries.abroad(desk.cast.government, 2026)
    assert (len(found.journeys), found.people) == (2, 7)
    html = page(signed_in(desk.cast.clerk), "/leave/abroad/")
    assert "2 个团组，7 人次" in html
    assert article in html
    rows = sheet_of(signed_in(desk.cast.clerk), "/leave/abroad/?export=xlsx")
    assert sorted(row[2] for row in rows[1:]) == ["德国", "日本、韩国"]


@proves("TB-81-2")
@in_county("taobei-2020")
def test_gifts_are_entered_and_handed_in(desk: Desk):
    leave = desk.granted(kind="abroad", within_limits=True, countries="日本")
    desk.at("2026-06-12 18:00")
    client = signed_in(desk.cast.clerk)
    form = {"official": desk.cast.schools_deputy.pk, "gift": "漆器一件", "giver": "某市", "received_on": "2026-06-10"}
    assert client.post("/leave/abroad/", form).status_code == 302
    row = Gift.objects.get()
    assert (row.request, row.recorded_by, row.handed_on) == (leave, desk.cast.clerk, None)
    assert "第八十一条" in page(client, "/leave/abroad/")
    answer = client.post(f"/leave/abroad/gifts/{row.pk}/", {"handed_to": "区政府外事办公室", "handed_on": "2026-06-12"})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.handed_to, row.handed_on.isoformat()) == ("区政府外事办公室", "2026-06-12")


@in_county("taobei-2020")
@pytest.mark.parametrize(
    ("received", "handed"), [("2026-06-02", None), ("2026-05-20", "2026-05-19"), ("2026-05-20", "2026-06-02")]
)
def test_a_gift_s_days_are_in_order(desk: Desk, received: str, handed: str | None):
    day = lambda text: hour(f"{text} 00:00").date() if text else None
    said = gifts.Received(desk.cast.schools_deputy, "漆器一件", day(received), handed_on=day(handed))
    with pytest.raises(BadInput):
        gifts.register(desk.cast.government, desk.cast.clerk, said)


def test_nobody_enters_a_gift_of_another_government(desk: Desk):
    said = gifts.Received(desk.cast.stranger, "漆器", clock.today())
    with pytest.raises(BadInput):
        gifts.register(desk.cast.government, desk.cast.clerk, said)
    with pytest.raises(NotYours):
        gifts.register(desk.cast.government, desk.cast.education_clerk, said)


def test_a_ledger_costs_the_same_for_few_and_for_many(desk: Desk, django_assert_max_num_queries):
    for number in range(3):
        start = desk.clock.moment + (10 + number) * DAY
        desk.granted("executive", starts_at=start, ends_at=start + DAY / 2)
    client = signed_in(desk.cast.clerk)
    page(client, "/leave/filings/")
    with django_assert_max_num_queries(14):
        page(client, "/leave/filings/")
    assert LeaveFiling.objects.count() == 3
