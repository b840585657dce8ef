"""The secretary's screen and the projector."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from govrules.core import clock
from govrules.core.matters.models import Waiver
from govrules.core.office.models import Official
from meetings.attendance import presence
from meetings.attendance.models import Attendee, Presence, Role
from meetings.calling.models import Meeting
from meetings.session import actions, recording
from meetings.session.models import Decision, DecisionKind
from meetings.session.recording import Typed
from tests.core.cast import in_county
from tests.meetings.session.conftest import Hall
from tests.portal.office import page, signed_in
from tests.proves import proves


def form(hall: Hall, **values: object) -> dict[str, object]:
    """What the decision form sends."""
    sound = {"kind": "adopted", "text": "同意。", "organ": hall.cast.education.pk, "secrecy": "open", "seen": 0}
    return sound | values


def test_the_whole_meeting_on_the_screen(hall: Hall) -> None:
    meeting, client = hall.called(), signed_in(hall.cast.clerk)
    address = f"/meetings/{meeting.pk}/session/"
    assert "主持人（县长）还没有到会" in page(client, address)
    hall.come(meeting, hall.cast.head)
    assert "宣布开会" in page(client, address)
    client.post(f"{address}open/")
    for position in (1, 2):
        item = hall.item(meeting, position)
        assert client.post(f"/meetings/session/items/{item.pk}/turn/").status_code == 302
        html = page(client, address)
        assert item.matter.title in html and "议定内容" in html and 'class="timer nums"' in html
        client.post(f"/meetings/session/items/{item.pk}/decide/", form(hall))
    assert "可以散会" in page(client, address)
    client.post(f"{address}end/")
    assert "已散会" in page(client, address)
    assert Decision.objects.filter(kind=DecisionKind.ADOPTED).count() == 2


@in_county("yangcheng-2021")
def test_a_refused_opening_says_the_article(hall: Hall) -> None:
    meeting, client = hall.called(), signed_in(hall.cast.clerk)
    answer = client.post(f"/meetings/{meeting.pk}/session/open/")
    html = answer.content.decode()
    assert answer.status_code == 422 and "到会人数不足" in html and "第五十一条" in html
    assert "reason-quorum" not in html, "a must is not waived"


@proves("YC-52-7")
@in_county("yangcheng-2021")
def test_one_of_principle_takes_a_reason_on_the_page(hall: Hall) -> None:
    meeting, client = hall.called("head_office"), signed_in(hall.cast.clerk)
    hall.come(meeting, hall.cast.head)
    assert 'name="reason-quorum"' in page(client, f"/meetings/{meeting.pk}/session/")
    client.post(f"/meetings/{meeting.pk}/session/open/", {"reason-quorum": "应急"})
    assert Waiver.objects.get(matter=meeting.pk).reason == "应急"


@in_county("yangcheng-2021")
def test_when_people_leave_the_page_warns(hall: Hall) -> None:
    meeting, client = hall.sits(), signed_in(hall.cast.clerk)
    part = f"/meetings/{meeting.pk}/attendance/present/"
    assert "到会人数不足" not in page(client, part)
    for official in (hall.cast.executive, hall.cast.land_deputy, hall.cast.member, hall.cast.director):
        presence.go(hall.row(meeting, official).pk, hall.cast.clerk)
    assert "到会人数不足" in page(client, part) and "第五十一条" in page(client, part)
    item = hall.item(meeting)
    hall.decide(item)
    assert "议定时到会人数不足" in page(client, f"/meetings/{meeting.pk}/session/?item={item.pk}")


def test_autosave_and_the_colleague_s_text(hall: Hall) -> None:
    meeting, client = hall.sits(), signed_in(hall.cast.clerk)
    address = f"/meetings/session/items/{hall.item(meeting).pk}/keep/"
    first = client.post(address, form(hall, text="甲的文字"))
    assert first.json()["version"] == 1
    late = signed_in(hall.cast.director).post(address, form(hall, text="乙的文字"))
    assert late.status_code == 409
    assert (late.json()["text"], late.json()["by"], late.json()["version"]) == ("甲的文字", "郑晓", 1)


def test_without_scripts_both_texts_come_back(hall: Hall) -> None:
    meeting = hall.sits()
    item = hall.item(meeting)
    recording.keep(item.pk, hall.cast.clerk, Typed(text="甲的文字"), 0)
    client = signed_in(hall.cast.director)
    answer = client.post(f"/meetings/session/items/{item.pk}/decide/", form(hall, text="乙的文字"))
    html = answer.content.decode()
    assert answer.status_code == 409 and "甲的文字" in html and "乙的文字" in html
    assert 'name="seen" value="1"' in html
    assert client.post(f"/meetings/session/items/{item.pk}/decide/", form(hall, seen=1)).status_code == 302


def test_what_was_typed_comes_back_with_the_gate_s_reason(hall: Hall) -> None:
    meeting = hall.sits("special", items=0)
    item = hall.stage.listed(meeting, 1, declared={"major_issue": True})
    client = signed_in(hall.cast.clerk)
    answer = client.post(f"/meetings/session/items/{item.pk}/decide/", form(hall, text="同意拨付。"))
    html = answer.content.decode()
    assert answer.status_code == 422 and "第十八条" in html and "同意拨付。" in html


@in_county("taobei-2020")
def test_whose_word_is_missing_is_on_the_screen(hall: Hall) -> None:
    meeting = hall.sits(items=0)
    item = hall.stage.listed(meeting, 1, declared={"major_issue": True})
    html = page(signed_in(hall.cast.clerk), f"/meetings/{meeting.pk}/session/?item={item.pk}")
    assert "还没有发表意见" in html and "第二十九条" in html


@proves("YC-56-5", "YC-65-2", "YC-65-3")
@in_county("yangcheng-2021")
def test_limits_of_reports_and_speeches(hall: Hall) -> None:
    """Ten minutes a report, five a speech, four speakers."""
    meeting = hall.sits()
    item = hall.item(meeting)
    actions.turn_to(item.pk, hall.cast.clerk)
    members = list(meeting.attendees.filter(role="member"))
    recording.add_speech(item.pk, hall.cast.clerk, members[0], "report")
    for member in members[1:6]:
        recording.add_speech(item.pk, hall.cast.clerk, member)
    hall.time.forward(timedelta(minutes=6))
    html = page(signed_in(hall.cast.clerk), f"/meetings/{meeting.pk}/session/")
    assert 'data-limit="600"' in html and 'data-elapsed="360" data-limit="300"' in html
    assert "一般不超过 4 个" in html and "第六十五条" in html


def test_speeches_on_the_screen(hall: Hall) -> None:
    meeting, client = hall.sits(), signed_in(hall.cast.clerk)
    item, row = hall.item(meeting), hall.row(hall.sits(), hall.cast.head)
    assert client.post(f"/meetings/session/items/{item.pk}/speak/", {"attendee": row.pk}).status_code == 404
    own = hall.row(meeting, hall.cast.head)
    client.post(f"/meetings/session/items/{item.pk}/speak/", {"attendee": own.pk, "kind": "speech"})
    speech = item.speeches.get()
    kept = client.post(f"/meetings/session/speeches/{speech.pk}/keep/", {"seen": 0, "text": "同意。"})
    assert kept.json()["version"] == 1
    again = client.post(f"/meetings/session/speeches/{speech.pk}/keep/", {"seen": 0, "text": "不同意。"})
    assert again.status_code == 409 and again.json()["text"] == "同意。"
    client.post(f"/meetings/session/speeches/{speech.pk}/", {"act": "drop"})
    assert not item.speeches.exists()


# --- who may ---

ADDRESSES = ["session/", "wall/", "wall/part/"]
POSTS = ["turn/", "call-in/", "off/", "keep/", "decide/", "speak/"]


@pytest.mark.parametrize(("who", "status"), [("executive", 403), ("education_head", 403), ("other_director", 404)])
def test_the_screen_is_the_office_s(hall: Hall, who: str, status: int) -> None:
    meeting = hall.sits()
    client = signed_in(getattr(hall.cast, who))
    got = [client.get(f"/meetings/{meeting.pk}/{address}").status_code for address in ADDRESSES]
    item = hall.item(meeting)
    got += [client.post(f"/meetings/session/items/{item.pk}/{one}").status_code for one in POSTS]
    got += [client.post(f"/meetings/{meeting.pk}/session/{one}/").status_code for one in ("open", "end")]
    assert set(got) == {status}


# --- the projector ---


def test_the_projector_shows_and_offers_nothing_to_press(hall: Hall) -> None:
    meeting, client = hall.called(), signed_in(hall.cast.clerk)
    html = page(client, f"/meetings/{meeting.pk}/wall/")
    assert "请签到" in html and "<svg" in html and 'hx-trigger="every 3s"' in html
    hall.come(meeting)
    actions.open_meeting(meeting.pk, hall.cast.clerk)
    item = hall.item(meeting)
    actions.turn_to(item.pk, hall.cast.clerk)
    part = page(client, f"/meetings/{meeting.pk}/wall/part/")
    assert item.matter.title in part and "<button" not in part and "<form" not in part


def test_its_code_signs_in_who_scans_it(hall: Hall) -> None:
    meeting = hall.called()
    code = presence.token(meeting.pk, clock.now())
    assert signed_in(hall.cast.executive).post(f"/meetings/sign/{code}/").status_code == 302


# --- a plenary ---


def crowd(hall: Hall, meeting: Meeting, people: int, items: int) -> None:
    """As many people and items as a plenary has."""
    officials = Official.objects.bulk_create(
        Official(government=hall.cast.government, key=f"p{n}", name=f"参会{n}") for n in range(people)
    )
    rows = Attendee.objects.bulk_create(
        Attendee(meeting=meeting, official=o, name=o.name, title="县某局局长", role=Role.FIXED, order=100 + n)
        for n, o in enumerate(officials)
    )
    Presence.objects.bulk_create(Presence(attendee=row, came_at=clock.now(), how="self") for row in rows)
    for position in range(3, items + 1):
        hall.stage.listed(meeting, position)


def test_every_screen_costs_the_same_with_120_people_and_40_items(hall: Hall) -> None:
    meeting = hall.sits()
    item = hall.item(meeting)
    actions.turn_to(item.pk, hall.cast.clerk)
    hall.speak(item, hall.cast.executive)
    client = signed_in(hall.cast.clerk)
    addresses = [f"/meetings/{meeting.pk}/{one}" for one in (*ADDRESSES, "attendance/", "attendance/present/")]

    def costs() -> list[int]:
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            found.append(len(queries))
        return found

    few = costs()
    crowd(hall, meeting, 120, 40)
    assert costs() == few
