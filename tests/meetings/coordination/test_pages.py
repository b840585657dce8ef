"""Pages of coordinating: begun from the paper, decided in the queue, printed; strangers find nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govrules.core import clock
from meetings.calling.models import Meeting
from meetings.calling.states import State as MeetingState
from meetings.coordination.models import Assistant, Coordination
from tests.core.cast import in_county
from tests.documents.papers import HOUR, browser
from tests.meetings.coordination.talks import Talks
from tests.meetings.stage import Stage

INDEX = reverse("meetings:coordinations")


def read(who, place: str, status: int = 200) -> str:
    found = browser(who).get(place)
    assert found.status_code == status, found.content.decode()[:400]
    return found.content.decode()


def typed(talks: Talks, **values: object) -> dict[str, object]:
    sound = {
        "question": "地块由谁出让。", "grounds": "学位不足。", "proposal": "由财政安排。",
        f"side_{talks.cast.finance.pk}": "没有预算。",
        "coordinator": talks.cast.seats["schools_deputy"].pk,
    }  # fmt: skip
    return sound | values


def begin_at(paper, sort: str = "leader") -> str:
    return reverse("meetings:coordination_begin", args=[paper.pk, sort])


@in_county("yangcheng-2021")
def test_from_the_item_s_page_it_is_begun_with_what_was_typed_kept(talks: Talks) -> None:
    cast, item = talks.cast, talks.item()
    assert begin_at(item) in read(cast.education_clerk, reverse("meetings:item", args=[item.pk]))
    page = read(cast.education_clerk, begin_at(item))
    assert "县财政局的意见和理据" in page and "第五十五条" in page
    refused = browser(cast.education_clerk).post(begin_at(item), typed(talks, grounds="", question="地块之争"))
    assert refused.status_code == 400 and "地块之争" in refused.content.decode()
    silent = browser(cast.education_clerk).post(begin_at(item), typed(talks, **{f"side_{cast.finance.pk}": ""}))
    assert silent.status_code == 400 and "没有写明其他单位的意见和理据" in silent.content.decode()
    done = browser(cast.education_clerk).post(begin_at(item), typed(talks))
    made = Coordination.objects.get()
    assert done.url == reverse("meetings:coordination", args=[made.pk])
    assert begin_at(item) in read(cast.education_clerk, reverse("meetings:item", args=[item.pk]))
    assert "协调中" in read(cast.finance_head, done.url)


@in_county("taobei-2020")
def test_in_the_queue_the_coordinator_picks_the_meeting(talks: Talks, stage: Stage) -> None:
    cast, made = talks.cast, talks.begun(talks.item())
    [step] = talks.live(made)
    place = reverse("portal:item", args=[step.pk])
    assert "还没有由协调领导主持召开过专题会议" in read(cast.schools_deputy, place)
    meeting = stage.meeting(MeetingState.ENDED, body="special", items=0, chair=cast.seats["schools_deputy"])
    Meeting.objects.filter(pk=meeting.pk).update(ended_at=meeting.ended_at + HOUR)
    page = read(cast.schools_deputy, place)
    assert meeting.matter.title in page and "第六十三条" in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    form = {"seen": seen, "show": "all", "kind": "agreed", "opinion": "各方同意。"}
    refused = browser(cast.schools_deputy).post(reverse("portal:decide", args=[step.pk]), form)
    assert refused.status_code == 400 and "各方同意。" in refused.content.decode()
    done = browser(cast.schools_deputy).post(
        reverse("portal:decide", args=[step.pk]), form | {"meeting": str(meeting.pk)}
    )
    assert done.status_code == 302
    assert Coordination.objects.get(pk=made.pk).meeting == meeting


@in_county("toksun-2021")
def test_the_heads_note_takes_the_proposal_of_the_document(talks: Talks) -> None:
    cast, made = talks.cast, talks.disputed()
    assert begin_at(made, "heads") in read(cast.education_clerk, reverse("documents:page", args=[made.pk]))
    page = read(cast.education_clerk, begin_at(made, "heads"))
    assert "今年没有安排预算。" in page and 'name="proposal"' not in page
    values = typed(talks)
    assert browser(cast.education_clerk).post(begin_at(made, "heads"), values).status_code == 302
    note = Coordination.objects.get()
    assert (note.proposal, note.coordinator) == ("建议由财政安排。", None)
    [first, _] = talks.live(note)
    assert "在会签意见上签字" in read(first.assignee, reverse("portal:item", args=[first.pk]))


@in_county("yangcheng-2021")
def test_the_whole_sheet_on_its_page_and_on_paper(talks: Talks) -> None:
    cast, made = talks.cast, talks.begun(talks.item())
    talks.says(made, "not_agreed", "财政局坚持没有预算。")
    talks.says(made, "led", "从预备费安排。")
    talks.sign(made, "finance_head")
    page = read(cast.clerk, reverse("meetings:coordination", args=[made.pk]))
    for words in ("未能达成一致意见", "主导意见", "从预备费安排。", "已签字，保留意见", "褚建国", "第五十五条"):
        assert words in page
    found = browser(cast.finance_clerk).get(reverse("portal:coordination_print", args=[made.pk]))
    assert found.status_code == 200 and found.content.startswith(b"%PDF")


@in_county("yangcheng-2021")
def test_to_those_who_take_no_part_there_is_nothing(talks: Talks) -> None:
    made = talks.begun(talks.item())
    for name in ("meetings:coordination", "portal:coordination_print"):
        read(talks.cast.agriculture_clerk, reverse(name, args=[made.pk]), 404)
    assert "没有分歧协调" in read(talks.cast.agriculture_clerk, INDEX)
    assert made.matter.title in read(talks.cast.finance_clerk, INDEX + "?state=open")
    away = browser(talks.cast.agriculture_clerk).post(reverse("meetings:coordination_withdraw", args=[made.pk]))
    assert away.status_code == 404


@in_county("yangcheng-2021")
def test_the_office_keeps_who_assists_whom(talks: Talks) -> None:
    cast, place = talks.cast, reverse("meetings:coordination_assistants")
    assert browser(cast.education_clerk).get(place).status_code == 403
    values = {"leader": cast.seats["schools_deputy"].pk, "deputy": cast.seats["vice_director"].pk}
    assert browser(cast.clerk).post(place, values | {"since": ""}).status_code == 400
    today = clock.today().isoformat()
    assert browser(cast.clerk).post(place, values | {"since": today}).status_code == 302
    again = browser(cast.clerk).post(place, values | {"since": today})
    assert again.status_code == 400 and Assistant.objects.count() == 1
    assert "孙慧敏" not in read(cast.clerk, place) and "副县长（教育卫生）" in read(cast.clerk, place)


@in_county("yunyang-2025")
def test_where_the_rules_are_silent_the_page_offers_nothing(talks: Talks) -> None:
    item = talks.item()
    assert "分歧协调</h2>" not in read(talks.cast.education_clerk, reverse("meetings:item", args=[item.pk]))
    assert browser(talks.cast.education_clerk).get(begin_at(item)).status_code == 409


@in_county("yangcheng-2021")
@pytest.mark.parametrize("place", ["list", "page"])
def test_more_of_them_cost_no_more_queries(talks: Talks, place: str) -> None:
    cast = talks.cast
    made = talks.begun(talks.item())
    address = INDEX if place == "list" else reverse("meetings:coordination", args=[made.pk])
    client = browser(cast.clerk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    talks.begun(talks.item(title="关于另一件事的议题"))
    if place == "page":
        made.sides.create(organ=cast.resources, grounds="地块未定。")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
