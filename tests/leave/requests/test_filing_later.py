"""An extension is filed below the entry that the leave has in a register already: only that he comes back later."""

from __future__ import annotations

import pytest

from govrules.core import clock
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.portal.leave_print.content import page_of
from leave.requests import extending, filing, queries, returning
from leave.requests.models import FiledChange, LeaveRequest
from tests.core.calendars import office as hour
from tests.core.cast import in_county
from tests.leave.requests.desk import DAY, Desk
from tests.leave.requests.test_filing import proof, sheet_of
from tests.portal.office import page, signed_in
from tests.proves import proves

LATER = "2026-06-15 18:00"
WORDS = "由6月12日 18:00延至6月15日 18:00"
toksun, yangcheng = in_county("toksun-2021"), in_county("yangcheng-2021")


@pytest.fixture
def filed(desk: Desk) -> LeaveRequest:
    """A department head whose leave is granted and filed with the organ of other rules."""
    leave = desk.granted("education_head")
    row = leave.filings.get()
    if row.filed_at is None:
        filing.register(row.pk, desk.cast.clerk, proof(desk, whom="县委组织部"))
    return desk.again(leave)


def longer(desk: Desk, leave: LeaveRequest, until: str = LATER) -> None:
    extending.ask_extension(leave.pk, leave.official, hour(until), "会议延长")


def changes(leave: LeaveRequest) -> list[tuple[str, str]]:
    return [(one.words, one.proof) for one in FiledChange.objects.filter(filing__request=leave)]


@toksun
@proves("TK-76-4")
def test_the_change_goes_below_the_entry_that_is_there(desk: Desk, filed: LeaveRequest):
    was = filed.filings.get()
    longer(desk, filed)
    assert changes(filed) == [(WORDS, "")]
    with pytest.raises(WrongState, match="延期还没有批准"):
        filing.register(was.pk, desk.cast.clerk, proof(desk, "电话补报"))
    desk.through(filed, but=("file",))
    assert desk.again(filed).ends_at == hour(LATER)
    filing.register(was.pk, desk.cast.clerk, proof(desk, "电话补报"))
    now = filed.filings.get()
    assert (now.filed_at, now.proof, now.whom) == (was.filed_at, was.proof, "县委组织部"), "what was filed stays"
    assert changes(filed) == [(WORDS, "电话补报")]
    assert f"6月1日 09:00向县委组织部报备延期（{WORDS}）：电话补报" in desk.lines(filed)
    with pytest.raises(WrongState, match="不必再登记"):
        filing.register(was.pk, desk.cast.clerk, proof(desk))


@yangcheng
def test_the_step_of_filing_asks_for_the_change_alone(desk: Desk):
    leave = desk.granted()
    longer(desk, leave)
    desk.through(leave, but=("file",))
    [step] = desk.live(leave).filter(act="file")
    html = page(signed_in(step.assignee), f"/queue/{step.pk}/")
    whom = leave.filings.get(to="party_office").whom_words
    assert f"{whom}：{WORDS}。原已报备：6月1日 09:00，电话报备，张科长接收" in html
    assert "向哪个机关报备" not in html
    with pytest.raises(BadInput, match="凭据"):
        desk.say(step, "file", proof="")
    desk.say(step, "file", proof="电话补报")
    assert changes(leave) == [(WORDS, "电话补报"), (WORDS, "在本系统登记")]
    assert not desk.live(leave).exists()
    assert {row.proof for row in leave.filings.all()} == {"电话报备，张科长接收", "在本系统登记"}


@yangcheng
def test_what_is_not_filed_yet_is_filed_whole_by_one_proof(desk: Desk):
    leave = desk.through(desk.asked(), but=("file",))
    longer(desk, leave)
    assert changes(leave) == []
    desk.through(leave, but=("file",))
    assert changes(leave) == []
    desk.through(leave)
    assert leave.filings.filter(filed_at=None).count() == 0 and changes(leave) == []


@yangcheng
def test_filed_between_asking_and_granting_the_change_is_still_to_come(desk: Desk):
    leave = desk.through(desk.asked(), but=("file",))
    longer(desk, leave)
    desk.say(desk.live(leave).get(act="file"))
    desk.through(leave, but=("file",))
    assert changes(leave) == [(WORDS, ""), (WORDS, "")]


@yangcheng
def test_the_first_round_s_step_does_not_file_what_is_not_granted(desk: Desk):
    """The leave was put on record by the register; its own step is still open when more is asked for."""
    leave = desk.through(desk.asked(), but=("file",))
    for row in leave.filings.all():
        filing.register(row.pk, desk.cast.clerk, proof(desk))
    longer(desk, leave)
    desk.say(desk.live(leave).get(act="file"))
    assert changes(leave) == [(WORDS, ""), (WORDS, "")]


@yangcheng
@pytest.mark.parametrize("kind", ["reject", "return"])
def test_an_extension_not_agreed_is_not_filed(desk: Desk, kind: str):
    leave = desk.granted()
    longer(desk, leave)
    assert len(changes(leave)) == 2
    desk.say(desk.live(leave).exclude(act="file").first(), kind, "请按期返回。")
    assert changes(leave) == [] and not desk.live(leave).exists()


@toksun
def test_back_before_it_is_decided_there_is_nothing_to_file(desk: Desk, filed: LeaveRequest):
    desk.at("2026-06-08 09:00")
    longer(desk, filed)
    desk.clock.forward(DAY)
    returning.report_back(filed.pk, filed.official)
    assert changes(filed) == []


@yangcheng
def test_each_extension_has_its_own_line(desk: Desk):
    leave = desk.granted()
    longer(desk, leave)
    desk.through(leave)
    longer(desk, leave, "2026-06-16 18:00")
    desk.through(leave)
    row = leave.filings.get(to="party_office")
    assert [one.words for one in row.changes.all()] == [WORDS, "由6月15日 18:00延至6月16日 18:00"]
    assert all(one.proof for one in row.changes.all())


@toksun
@pytest.mark.parametrize("who", ["education_head", "head", "education_clerk", "other_director"])
def test_only_the_office_files_it(desk: Desk, filed: LeaveRequest, who: str):
    longer(desk, filed)
    desk.through(filed, but=("file",))
    with pytest.raises(NotYours):
        filing.register(filed.filings.get().pk, getattr(desk.cast, who), proof(desk))
    assert changes(filed) == [(WORDS, "")]


@yangcheng
def test_with_both_offices_each_gets_the_change(desk: Desk):
    leave = desk.granted()
    longer(desk, leave)
    desk.through(leave)
    rows = {row.to: [one.proof for one in row.changes.all()] for row in leave.filings.all()}
    assert rows == {"party_office": ["电话报备，张科长接收"], "government_office": ["在本系统登记"]}


def test_where_filing_is_how_it_is_asked_for_the_change_is_filed_to_be_granted(desk: Desk):
    """The head's leave is granted elsewhere, and so is that he stays longer."""
    leave = desk.granted("head", by="clerk")
    extending.ask_extension(leave.pk, desk.cast.clerk, hour(LATER), "会议延长")
    first, second = leave.filings.all()
    filing.register(first.pk, desk.cast.clerk, proof(desk, "市政府办同意延期"))
    assert desk.again(leave).ends_at == hour("2026-06-12 18:00")
    desk.through(leave)
    assert desk.again(leave).ends_at == hour(LATER)
    assert [one.proof for one in FiledChange.objects.all()] == ["市政府办同意延期", "电话报备，张科长接收"]
    assert {one.filed_at for one in FiledChange.objects.all()} == {clock.now()}
    assert second.changes.count() == 1


# --- Where it is seen -------------------------------------------------------------------------------------


@toksun
def test_the_page_of_the_leave_shows_both_and_offers_the_second(desk: Desk, filed: LeaveRequest):
    clerk = signed_in(desk.cast.clerk)
    longer(desk, filed)
    html = page(clerk, f"/leave/{filed.pk}/")
    assert f"延期：{WORDS}" in html and "登记延期报备" not in html, "not granted yet"
    desk.through(filed, but=("file",))
    html = page(clerk, f"/leave/{filed.pk}/")
    assert "登记延期报备" in html and 'name="whom"' not in html
    sent = {"filed_at": "2026-06-01T09:00", "proof": "电话补报"}
    assert clerk.post(f"/leave/{filed.pk}/filings/{filed.filings.get().pk}/", sent).status_code == 302
    html = page(clerk, f"/leave/{filed.pk}/")
    assert "电话补报" in html and "登记延期报备" not in html
    assert "登记延期报备" not in page(signed_in(desk.cast.education_head), f"/leave/{filed.pk}/")


@toksun
def test_the_register_shows_what_waits_and_what_was_filed(desk: Desk, filed: LeaveRequest):
    clerk = signed_in(desk.cast.clerk)
    assert "没有需要报备的请假" in page(clerk, "/leave/filings/?open=1")
    longer(desk, filed)
    desk.through(filed, but=("file",))
    assert "延期待报备" in page(clerk, "/leave/filings/?open=1")
    assert sheet_of(clerk, "/leave/filings/?export=xlsx")[1][10] == f"{WORDS}：待报备"
    filing.register(filed.filings.get().pk, desk.cast.clerk, proof(desk))
    assert "没有需要报备的请假" in page(clerk, "/leave/filings/?open=1")
    said = f"{WORDS}：2026年6月1日 09:00，电话报备，值班室王科长"
    assert sheet_of(clerk, "/leave/filings/?export=xlsx")[1][10] == said
    paper = page_of(queries.whole(desk.again(filed).matter, clock.now()), clock.now())
    assert f"延期报备（县委组织部）：{said}。" in paper.footer
