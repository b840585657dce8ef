"""The special supervision notice: numbered, with a limit, told, printed, replied to."""

from datetime import date

import pytest

from documents.printing.page import SheetPage
from govrules.core import clock
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BadInput, BrokenRule, NotYours, WrongState
from govrules.core.journal.models import JournalEntry
from govrules.core.notices.models import Notice
from govrules.core.workdays import office_date
from govrules.portal.supervision_print.content import notice_page
from supervision import actions
from supervision.models import SpecialNotice, Task
from supervision.noticing import Wanted, reply, send_notice
from tests.core.cast import Cast, in_county
from tests.portal.office import page, signed_in
from tests.proves import proves

toksun = in_county("toksun-2021")
WANTED = Wanted("请立即开工，每周报告。", date(2026, 6, 5))


def state_of(notice: SpecialNotice) -> str:
    return Deadline.objects.get(pk=notice.deadline_id).state


@proves("TK-56-2")
@toksun
def test_it_gets_a_number_a_date_and_a_reply(cast: Cast, task: Task) -> None:
    notice = send_notice(task.pk, cast.clerk, WANTED)
    assert (str(notice), notice.organ, notice.article) == ("督办通知〔2026〕1号", cast.education, 56)
    assert clock.date_of(notice.at) == date(2026, 6, 1) and not notice.reply
    assert office_date(notice.deadline.due_at) == date(2026, 6, 6)
    [line] = JournalEntry.objects.filter(matter=task.pk, act="supervision_notice")
    assert line.article == 56 and "请立即开工" in line.text
    told = Notice.objects.filter(event=f"supervision-notice:{notice.pk}", channel="portal")
    assert set(told.values_list("recipient", flat=True)) == {
        cast.education_head.pk, cast.education_deputy.pk, cast.education_clerk.pk,
    }  # fmt: skip
    assert 'name="reply"' in page(signed_in(cast.education_clerk), f"/supervision/{task.pk}/")
    reply(task.pk, cast.education_clerk, notice.pk, "已开工。")
    notice.refresh_from_db()
    assert (notice.reply, notice.replied_by, state_of(notice)) == ("已开工。", cast.education_clerk, "met")
    assert Notice.objects.filter(event=f"supervision-reply:{notice.pk}", recipient=cast.director).exists()


@toksun
def test_numbers_run_on(cast: Cast, task: Task) -> None:
    assert [send_notice(task.pk, cast.clerk, WANTED).serial for _ in range(3)] == [1, 2, 3]


@toksun
def test_its_reply_ends_its_own_limit_only(cast: Cast, task: Task) -> None:
    first, second = (send_notice(task.pk, cast.clerk, WANTED) for _ in range(2))
    reply(task.pk, cast.education_clerk, first.pk, "已开工。")
    assert state_of(second) == "open"
    assert Deadline.objects.get(matter=task.pk, rule="task_due").state == "open"


@toksun
def test_the_task_s_own_limit_stays_the_one_that_is_shown(cast: Cast, task: Task) -> None:
    send_notice(task.pk, cast.clerk, WANTED)
    assert "6月12日" in page(signed_in(cast.clerk), f"/supervision/{task.pk}/").split("督办通知〔2026〕")[0]


def test_where_the_rules_have_none_there_is_none(cast: Cast, task: Task) -> None:
    with pytest.raises(BrokenRule, match="没有专项督办通知"):
        send_notice(task.pk, cast.clerk, WANTED)
    assert "专项督办通知" not in page(signed_in(cast.clerk), f"/supervision/{task.pk}/")


@toksun
@pytest.mark.parametrize("who", ["education_head", "head", "other_director"])
def test_only_the_office_sends_it(cast: Cast, task: Task, who: str) -> None:
    with pytest.raises(NotYours):
        send_notice(task.pk, getattr(cast, who), WANTED)


@toksun
@pytest.mark.parametrize(
    "wanted", [Wanted(" ", date(2026, 6, 5)), Wanted("x", None), Wanted("x", date(2026, 5, 31)),
               Wanted("长" * 2001, date(2026, 6, 5))],
)  # fmt: skip
def test_what_cannot_be_taken(cast: Cast, task: Task, wanted: Wanted) -> None:
    with pytest.raises(BadInput):
        send_notice(task.pk, cast.clerk, wanted)
    assert not SpecialNotice.objects.exists()


@toksun
def test_not_of_a_matter_that_is_over(cast: Cast, task: Task) -> None:
    actions.cancel(task.pk, cast.director, "另有安排。")
    with pytest.raises(WrongState):
        send_notice(task.pk, cast.clerk, WANTED)


@toksun
def test_only_the_organ_replies_and_once(cast: Cast, task: Task) -> None:
    notice = send_notice(task.pk, cast.clerk, WANTED)
    for who in ("finance_clerk", "clerk", "stranger"):
        with pytest.raises(NotYours):
            reply(task.pk, getattr(cast, who), notice.pk, "x")
    reply(task.pk, cast.education_clerk, notice.pk, "已开工。")
    with pytest.raises(WrongState, match="已经回复"):
        reply(task.pk, cast.education_clerk, notice.pk, "又回复。")


@toksun
def test_on_the_pages(cast: Cast, task: Task) -> None:
    office, bureau = signed_in(cast.clerk), signed_in(cast.education_clerk)
    bad = office.post(f"/supervision/{task.pk}/notices/", {"notice-text": "请开工", "notice-reply_by": "昨天"})
    assert bad.status_code == 400 and "请开工" in bad.content.decode()
    past = office.post(f"/supervision/{task.pk}/notices/", {"notice-text": "请开工", "notice-reply_by": "2026-05-01"})
    assert past.status_code == 400 and "不能早于今天" in past.content.decode()
    sent = office.post(f"/supervision/{task.pk}/notices/", {"notice-text": "请开工", "notice-reply_by": "2026-06-05"})
    assert sent.status_code == 302
    notice = SpecialNotice.objects.get()
    address = f"/supervision/{task.pk}/notices/{notice.pk}/reply/"
    assert bureau.post(address, {"reply": ""}).status_code == 400
    assert bureau.post(address, {"reply": "已开工。"}).status_code == 302
    assert "已开工。" in page(office, f"/supervision/{task.pk}/")
    assert bureau.post(f"/supervision/{task.pk}/notices/{notice.pk + 1}/reply/", {"reply": "x"}).status_code == 404
    stranger = signed_in(cast.resources_head)
    for path in (f"/supervision/{task.pk}/notices/", address):
        assert stranger.post(path, {"reply": "x", "notice-text": "x"}).status_code == 404
    assert stranger.get(f"/supervision-notices/{notice.pk}/notice.pdf").status_code == 404


@toksun
def test_on_paper(cast: Cast, task: Task) -> None:
    notice = send_notice(task.pk, cast.clerk, WANTED)
    sheet: SheetPage = notice_page(notice)
    facts = dict(sheet.facts)
    assert sheet.title == "专项督办通知" and facts["编号"] == "督办通知〔2026〕1号"
    assert facts["回复时限"] == "2026年6月5日" and "第五十六条" in sheet.footer[0]
    assert sheet.rows == ((cast.education.short_name, "", "", ""),)
    printed = signed_in(cast.education_clerk).get(f"/supervision-notices/{notice.pk}/notice.pdf")
    assert printed.status_code in (200, 422)
    assert printed.status_code == 422 or printed.content.startswith(b"%PDF")
