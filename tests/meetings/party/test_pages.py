"""Pages of what goes to the party committee: from the item's page to the answer; strangers find nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govrules.core import clock
from meetings import steps
from meetings.party.models import PartyMatter
from tests.core.cast import in_county
from tests.documents.papers import browser
from tests.meetings.party.office import MATERIAL, Office

INDEX = reverse("meetings:party_index")


def read(who, place: str, status: int = 200) -> str:
    found = browser(who).get(place)
    assert found.status_code == status, found.content.decode()[:400]
    return found.content.decode()


def at(made, name: str = "party") -> str:
    return reverse(f"meetings:{name}", args=[made.pk])


@in_county("taobei-2020")
def test_from_the_item_to_the_answer(office: Office) -> None:
    cast, item = office.cast, office.decided()
    clerk, keeper = browser(cast.education_clerk), browser(cast.clerk)
    place = reverse("meetings:party_new", args=[item.pk])
    page = read(cast.education_clerk, reverse("meetings:item", args=[item.pk]))
    assert place in page and "报区委" in page
    form = read(cast.education_clerk, place)
    assert "副科级以上机构变动" in form and "第七十六条" in form and "submitter" not in form
    refused = clerk.post(place, {"title": "汇报", "material": "城东学位不足", "sort": ""})
    assert refused.status_code == 400 and "城东学位不足" in refused.content.decode()
    done = clerk.post(place, {"title": "汇报", "material": MATERIAL, "sort": "5"})
    made = PartyMatter.objects.get()
    assert done.url == at(made) and clerk.post(place, {"title": "又", "material": "又", "sort": "5"}).status_code == 409
    page = read(cast.education_clerk, at(made))
    assert "常务会议" in page and at(made, "party_propose") in page
    assert "政府会议讨论同意" in read(cast.education_clerk, at(made, "party_propose"))
    assert clerk.post(at(made, "party_propose")).status_code == 302
    [step] = office.live(made)
    assert MATERIAL in read(step.assignee, reverse("portal:item", args=[step.pk]))
    seen = read(step.assignee, reverse("portal:item", args=[step.pk])).partition('name="seen" value="')[2]
    decision = {"seen": seen.partition('"')[0], "show": "all", "kind": "review", "opinion": "呈送。"}
    told = browser(step.assignee).post(
        reverse("portal:decide", args=[step.pk]), decision | {"seats": cast.seats["head"].pk}
    )
    assert told.status_code == 302
    for one in office.live(made):
        steps.decide(one.pk, one.assignee, "approve", "同意。", {})
    sent = {"sent_on": clock.today().isoformat(), "sent_number": "洮政函8号"}
    assert keeper.post(at(made, "party_send"), sent).status_code == 400, "no proof"
    proof = SimpleUploadedFile("签收单.txt", "收到。".encode())
    assert keeper.post(at(made, "party_send"), sent | {"proof": proof}).status_code == 302
    assert "尚无答复，已0日" in read(cast.education_clerk, INDEX)
    answer = {"answer": "agreed", "answered_on": clock.today().isoformat(), "answer_number": "常委会第12次会议"}
    assert keeper.post(at(made, "party_answer"), answer).status_code == 302
    for place in (at(made), INDEX, reverse("meetings:item", args=[item.pk])):
        assert "常委会第12次会议" in read(cast.education_clerk, place)


@in_county("toksun-2021")
def test_the_form_asks_what_the_rules_look_at(office: Office) -> None:
    cast, made = office.cast, office.made(declared={"county_name": True}, submitter=office.cast.seats["land_deputy"])
    page = read(cast.education_clerk, at(made, "party_edit"))
    for words in ("以政府名义研究的议题", "重要文件", "由谁牵头提交"):
        assert words in page
    values = {"title": "改过的标题", "material": MATERIAL, "declared": ["county_name"], "seen": made.matter.version,
              "submitter": cast.seats["land_deputy"].pk}  # fmt: skip
    assert browser(cast.education_clerk).post(at(made, "party_edit"), values).status_code == 302
    gates = browser(cast.education_clerk).post(at(made, "party_propose"))
    assert gates.status_code == 422 and "常务副县长牵头提交" in gates.content.decode()
    reasons = {"reason-party_item_submitter": "由分管副县长承办"}
    assert browser(cast.education_clerk).post(at(made, "party_propose"), reasons).status_code == 302
    assert "由分管副县长承办" in read(cast.clerk, at(made))


@in_county("toksun-2021")
def test_short_acts_come_from_the_page(office: Office) -> None:
    cast, made = office.cast, office.made()
    day = clock.today().isoformat()
    values = {"kind": "government_studied", "issued_on": day, "note": "第4次县长办公会议"}
    assert browser(cast.clerk).post(at(made, "party_record"), values).status_code == 302
    assert browser(cast.clerk).post(at(made, "party_record"), values | {"kind": "x"}).status_code == 400
    assert browser(cast.education_clerk).post(at(made, "party_propose")).status_code == 302
    assert browser(cast.education_clerk).post(at(made, "party_withdraw"), {"reason": "再改"}).status_code == 302
    assert browser(cast.education_clerk).post(at(made, "party_drop"), {"reason": "不报"}).status_code == 302
    assert office.state(made) == "party_dropped"


@in_county("toksun-2021")
def test_to_those_who_take_no_part_there_is_nothing(office: Office) -> None:
    made = office.made()
    read(office.cast.agriculture_clerk, at(made), 404)
    assert "没有报党委的事项" in read(office.cast.agriculture_clerk, INDEX)
    for name in ("party_send", "party_answer", "party_drop", "party_record"):
        assert browser(office.cast.agriculture_clerk).post(at(made, name)).status_code == 404
    assert made.matter.title in read(office.cast.clerk, INDEX + "?state=party_draft")


@in_county("yunyang-2025")
def test_where_the_rules_are_silent_the_page_offers_nothing(office: Office) -> None:
    item = office.decided()
    assert "报县委</h2>" not in read(office.cast.education_clerk, reverse("meetings:item", args=[item.pk]))
    assert browser(office.cast.education_clerk).get(reverse("meetings:party_new", args=[item.pk])).status_code == 409


@in_county("toksun-2021")
@pytest.mark.parametrize("place", ["list", "page"])
def test_more_of_them_cost_no_more_queries(office: Office, place: str) -> None:
    made = office.made()
    address = INDEX if place == "list" else at(made)
    client = browser(office.cast.clerk)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    office.made()
    again = office.stage.listed(made.matter.parent.item.meeting, 2)
    office.stage.decided(again)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
