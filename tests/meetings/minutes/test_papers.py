"""The printed papers of a meeting: minutes, what is apart, agenda, notice, attendance sheet; who may have which."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from lxml import html
from pypdf import PdfReader

from documents.printing import OfficialPage, SheetPage, render_pdf
from documents.printing.text import headings
from documents.prints import actions as prints
from documents.prints.models import PrintJob
from govrules.core import clock
from govrules.core.errors import BadInput, NotYours
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Matter
from meetings.attendance.models import Attendee, Role
from meetings.calling.models import Meeting, Room
from meetings.calling.states import State as MeetingState
from meetings.items.models import Secrecy
from meetings.minutes import actions, issuing, printing
from meetings.minutes.models import Minutes
from tests.core.calendars import office
from tests.core.cast import in_county
from tests.documents.papers import browser
from tests.meetings.minutes.clerks import again, issued, opened, over, sent, signed, text_of, through
from tests.meetings.stage import Stage
from tests.printing.conftest import press as press  # the press of the printing tests


def page_of(minutes: Minutes) -> OfficialPage:
    return printing.minutes_page(again(minutes).matter)


def called(stage: Stage, **values: object) -> Meeting:
    """A meeting to which everybody is asked, on Tuesday at half past nine."""
    values.setdefault("starts_at", office("2026-06-02 09:30"))
    made = stage.meeting(MeetingState.CALLED, items=2, **values)
    return printing.meeting_of(Matter.objects.select_related("government", "adoption").get(pk=made.pk))


# --- minutes --------------------------------------------------------------------------------------------


def test_minutes_have_their_mark_number_lists_and_foot(stage: Stage) -> None:
    page = page_of(issued(stage))
    assert (page.layout, page.mark, page.number) == ("minutes", "阳高县人民政府常务会议纪要", "〔2026〕1号")
    assert page.title == "阳高县人民政府2026年第5次常务会议纪要"
    assert page.people == (("出席", ("赵立民", "钱卫东", "孙慧敏", "李长河")),)
    assert (page.cc, page.issuer) == ("会议组成人员，县教育局", "阳高县政府办公室")
    assert page.issued_on == "2026年6月1日"


@in_county("taobei-2020")
def test_a_district_s_meetings_are_called_by_its_own_name(stage: Stage) -> None:
    page = page_of(signed(stage))
    assert page.mark == f"{stage.cast.government.name}常务会议纪要"
    assert "区政府" not in page.mark


@pytest.mark.parametrize(
    ("body", "mark"),
    [("plenary", "全体会议纪要"), ("head_office", "县长办公会议纪要"), ("special", "专题会议纪要")],
)
def test_every_body_has_its_own_mark(stage: Stage, body: str, mark: str) -> None:
    assert page_of(opened(stage, body)).mark == f"阳高县人民政府{mark}"


def test_before_the_issue_there_is_no_number(stage: Stage) -> None:
    assert page_of(opened(stage)).number == "（未编号）"


def test_every_first_level_of_a_draft_is_a_heading_in_its_own_face(stage: Stage) -> None:
    found = headings(list(page_of(opened(stage, items=12)).body))
    firsts = [one for one in found if one.level == 1]
    assert len(firsts) == 12
    assert all(one.face == "hei" and one.alone for one in firsts)


def secret(stage: Stage) -> Minutes:
    """Signed minutes of a meeting with one confidential item."""
    meeting = over(stage, items=1)
    stage.decided(stage.listed(meeting, 2, title="关于干部调整的议题", secrecy=Secrecy.CONFIDENTIAL), text="同意调整。")
    minutes = again(actions.open_minutes(meeting, stage.cast.clerk, clock.now()))
    through(sent(minutes, stage.cast.clerk))
    return again(minutes)


def test_what_is_apart_is_a_page_of_its_own_without_copies(stage: Stage) -> None:
    minutes = secret(stage)
    apart = printing.apart_page(minutes.matter)
    assert "同意调整" in "".join(apart.body)
    assert "同意调整" not in "".join(page_of(minutes).body)
    assert (apart.cc, apart.people) == ("", ())
    assert apart.title.endswith("（保密事项）")


def test_what_is_apart_is_printed_only_for_those_who_may_read_it(stage: Stage) -> None:
    minutes = secret(stage)
    issuing.issue(minutes.pk, stage.cast.clerk)
    matter = again(minutes).matter
    job = prints.ask(matter, "apart", stage.cast.clerk)
    assert prints.ask(matter, "apart", stage.cast.land_deputy).pk == job.pk, "a member may"
    with pytest.raises(NotYours):
        prints.ask(matter, "apart", stage.cast.education_head)
    PrintJob.objects.filter(pk=job.pk).update(state="failed", error="x")
    reader = browser(stage.cast.education_head)
    assert reader.get(reverse("documents:print", args=[job.pk])).status_code == 404
    assert reader.get(reverse("documents:word", args=[matter.pk, "apart"])).status_code == 403
    assert reader.post(reverse("documents:ask_print", args=[matter.pk, "apart"])).status_code == 403
    assert browser(stage.cast.land_deputy).get(reverse("documents:print", args=[job.pk])).status_code == 200


def test_readers_do_not_get_at_prints_of_earlier_texts(stage: Stage) -> None:
    minutes = opened(stage)
    early = prints.ask(minutes.matter, "minutes", stage.cast.clerk)
    actions.revise(minutes.pk, stage.cast.clerk, replace(text_of(minutes), body=minutes.body + "\n补充一段。"))
    through(sent(minutes, stage.cast.clerk))
    issuing.issue(minutes.pk, stage.cast.clerk)
    last = prints.ask(again(minutes).matter, "minutes", stage.cast.clerk)
    reader = browser(stage.cast.education_clerk)
    assert reader.get(reverse("documents:print", args=[early.pk])).status_code == 404
    assert reader.get(reverse("documents:print", args=[last.pk])).status_code == 200
    assert browser(stage.cast.director).get(reverse("documents:print", args=[early.pk])).status_code == 200


def test_minutes_for_word(stage: Stage) -> None:
    answer = browser(stage.cast.clerk).get(reverse("documents:word", args=[opened(stage).pk, "minutes"]))
    assert answer.content[:2] == b"PK"


def test_a_print_that_there_is_not_is_refused(stage: Stage) -> None:
    minutes = opened(stage)
    with pytest.raises(BadInput):
        prints.ask(minutes.matter, "agenda", stage.cast.clerk)


# --- before the meeting ---------------------------------------------------------------------------------


def test_the_agenda_lists_every_item_with_who_reports(stage: Stage) -> None:
    meeting = called(stage, place="县政府三楼会议室")
    item = meeting.items.first()
    item.minutes_wanted = 10
    item.save()
    item.touched.set([stage.cast.finance])
    page = printing.agenda_page(meeting)
    assert page.mark == "阳高县人民政府常务会议议程"
    assert page.title == "阳高县人民政府2026年第5次常务会议议程"
    assert page.body == (
        "时间：2026年6月2日（星期二）9时30分", "地点：县政府三楼会议室", "主持：县长",
        "一、关于第1项工作", "汇报：县教育局（10分钟）；列席：县财政局。",
        "二、关于第2项工作", "汇报：县教育局。",
    )  # fmt: skip


def test_the_notice_says_when_where_what_and_to_whom(stage: Stage) -> None:
    room = Room.objects.create(government=stage.cast.government, name="三楼会议室")
    page = printing.notice_page(called(stage, room=room, remarks="请带笔记本"))
    text = "\n".join(page.body)
    assert page.title == "关于召开阳高县人民政府2026年第5次常务会议的通知"
    assert page.number == "〔2026〕5号"
    assert "定于2026年6月2日（星期二）9时30分召开" in text
    assert "二、会议地点\n三楼会议室。" in text
    assert "研究“关于第1项工作”、“关于第2项工作”等2个议题。" in text
    assert "会议组成人员4人。" in text
    assert text.endswith("请带笔记本。")
    assert (page.organ, page.date) == ("阳高县政府办公室", "2026年6月1日")


def test_the_notice_says_nothing_of_confidential_items(stage: Stage) -> None:
    meeting = called(stage)
    stage.listed(meeting, 3, title="关于干部调整的议题", secrecy=Secrecy.CONFIDENTIAL)
    assert "干部" not in "".join(printing.notice_page(meeting).body)
    assert "干部" in "".join(printing.agenda_page(meeting).body)


def test_a_meeting_that_is_only_planned_has_no_number_yet(stage: Stage) -> None:
    made = stage.meeting(items=0)
    meeting = printing.meeting_of(Matter.objects.select_related("government").get(pk=made.pk))
    page = printing.notice_page(meeting)
    assert (page.number, page.recipients) == ("（未编号）", "各参会人员：")
    assert "由会议主持人确定" in "".join(page.body)


def test_the_attendance_sheet_has_a_row_for_everybody(stage: Stage) -> None:
    meeting = called(stage)
    absent = meeting.attendees.get(official=stage.cast.land_deputy)
    absent.excused, absent.stand_in_name = True, "何平"
    absent.save()
    page = printing.sign_in_page(meeting)
    assert isinstance(page, SheetPage)
    assert page.rows[0] == ("1", "赵立民", "县长", "组成人员", "", "")
    assert page.rows[3][1::4] == ("李长河", "请假，何平替会")


@pytest.mark.parametrize("name", ["agenda_print", "notice_print", "sign_in_print"])
def test_each_is_shown_on_the_screen(stage: Stage, name: str) -> None:
    meeting = called(stage)
    answer = browser(stage.cast.clerk).get(reverse(f"meetings:{name}", args=[meeting.pk]))
    assert answer.status_code == 200
    said = "".join(html.fromstring(answer.content.decode()).text_content().split())
    assert "阳高县人民政府2026年第5次常务会议" in said
    assert browser(stage.cast.stranger).get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404


def test_who_comes_for_one_item_gets_the_notice_and_not_the_agenda(stage: Stage) -> None:
    meeting = called(stage)
    guest = stage.cast.resources_head
    Attendee.objects.create(meeting=meeting, official=guest, name=guest.name, role=Role.ITEM, order=50)
    steps.join(meeting.matter, guest, "attendee", clock.now())
    client = browser(guest)
    assert client.get(reverse("meetings:notice_print", args=[meeting.pk])).status_code == 200
    for name in ("agenda_print", "sign_in_print"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 403
    with pytest.raises(NotYours):
        prints.ask(meeting.matter, "agenda", guest)


# --- printed --------------------------------------------------------------------------------------------


def test_they_are_made_in_the_background(stage: Stage, media: Path, press: None) -> None:
    minutes = issued(stage)
    client = browser(stage.cast.education_clerk)
    answer = client.post(reverse("documents:ask_print", args=[minutes.pk, "minutes"]))
    assert "排" in client.get(answer.url).content.decode()
    assert prints.run_waiting() == 1
    job = PrintJob.objects.get()
    pdf = b"".join(client.get(reverse("documents:pdf", args=[job.pk])).streaming_content)
    assert len(PdfReader(BytesIO(pdf)).pages) == job.pages == 2


def test_agenda_notice_and_attendance_sheet_can_be_printed(stage: Stage, press: None) -> None:
    meeting = called(stage)
    for page in (printing.agenda_page(meeting), printing.notice_page(meeting), printing.sign_in_page(meeting)):
        assert render_pdf(page).pages >= 1
