"""With the notice the papers are with everybody who is asked: the items and their files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from govrules.core import acts, clock
from govrules.core.files.actions import attach
from meetings.attendance.actions import ask
from meetings.calling import actions
from meetings.calling.states import State
from tests.core.cast import in_county
from tests.meetings.calling.desk import Office
from tests.portal.office import signed_in
from tests.proves import proves


def opened(office: Office, who: str, address: str) -> int:
    return signed_in(getattr(office.cast, who)).get(address).status_code


@pytest.fixture
def delivered(office: Office, media, county: str) -> list[str]:
    """The addresses of an item and of its file, before the notice is out; then it goes out."""
    meeting = office.stage.meeting(State.FIXED, "plenary", 1)
    item = meeting.items.get()
    with acts.on(item.pk) as matter:
        paper = SimpleUploadedFile("汇报材料.txt", "汇报材料".encode())
        kept = attach(matter, paper, office.cast.education_clerk, clock.now())
    addresses = [f"/meetings/items/{item.pk}/", f"/files/{kept.pk}/"]
    assert {opened(office, "land_deputy", a) for a in addresses} == {404}
    actions.call(meeting.pk, office.clerk, ask)
    return addresses


def all_have_them(office: Office, delivered: list[str]) -> None:
    for who in ("head", "executive", "land_deputy", "finance_head"):
        assert {opened(office, who, a) for a in delivered} == {200}, who
    assert {opened(office, "finance_clerk", a) for a in delivered} == {404}


@in_county("toksun-2021")
@proves("TK-51-2")
def test_items_and_files_reach_all_who_are_asked_with_the_notice(office: Office, delivered: list[str]) -> None:
    all_have_them(office, delivered)


@in_county("yangcheng-2021")
@proves("YC-56-2", "YC-57-2")
def test_leaders_have_the_papers_before_the_meeting(office: Office, delivered: list[str]) -> None:
    all_have_them(office, delivered)
