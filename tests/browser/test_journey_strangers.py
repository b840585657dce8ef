"""Whoever has no part in a matter finds nothing of it, whatever address he guesses or word he searches."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from documents.prints.actions import run_waiting
from documents.prints.models import PrintJob
from govrules.core import clock
from govrules.core.files.models import Attachment
from govrules.core.matters.models import Matter, Step
from govrules.core.office.actions import adopt
from govrules.core.office.models import Account, Appointment, Government, Official, Organ, Seat
from govrules.demo.people import PASSWORD
from govrules.demo.story import Story
from tests.browser.school import TITLE, drafted_and_sent_round, paper
from tests.browser.walk import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_strangers_find_nothing(walk: Walk, office: Story) -> None:
    """A clerk of another organ, and the office of another county, who would see everything in its own."""
    matter = drafted_and_sent_round(walk, paper(2026))
    walk.print_of(matter, "报送公文 PDF", run_waiting)
    addresses = list(addresses_of(matter))
    assert [walk.page.request.get(walk.base + one).status for one in addresses[:3]] == [200, 200, 200]
    elsewhere(office)
    for stranger in ("tongji-clerk", "heyuan"):
        walk.page.context.clear_cookies()
        walk.log_in(stranger)
        finds_nothing(walk, addresses)
        may_do_nothing(walk, matter)
    assert Matter.objects.get(pk=matter).state == "consulting"


def addresses_of(matter: int) -> Iterator[str]:
    """Every address that shows a matter or a part of it; first those which its clerk may open."""
    yield f"/documents/{matter}/"
    yield from (f"/files/{pk}/" for pk in Attachment.objects.filter(matter=matter).values_list("pk", flat=True))
    [job] = PrintJob.objects.filter(matter=matter)
    yield from (f"/documents/prints/{job.pk}/pdf/", f"/documents/prints/{job.pk}/")
    yield from (f"/documents/{matter}/{part}/" for part in ("edit", "consult", "submit", "word/request", "shared"))
    yield from (f"/queue/{pk}/" for pk in Step.objects.filter(matter=matter).values_list("pk", flat=True))
    yield f"/matters/{matter}/"


def elsewhere(office: Story) -> None:
    """Another county with an office of its own, and its director's log-in."""
    county = Government.objects.create(key="yunling", name="云岭县人民政府", short_name="县政府", place="云岭县")
    adopt(county, office.office.data["government"]["rulebook"], in_force=office.office.since)
    organ = Organ.objects.create(
        government=county,
        key="office",
        name="云岭县人民政府办公室",
        short_name="县政府办",
        code="云政办",
        kind="office",
    )
    seat = Seat.objects.create(government=county, key="director", post="office_director", organ=organ, title="主任")
    director = Official.objects.create(government=county, key="heyuan", name="何远")
    Appointment.objects.create(seat=seat, official=director, since=clock.today().replace(year=2024))
    Account.objects.create_user("heyuan", password=PASSWORD, official=director)


def finds_nothing(walk: Walk, addresses: list[str]) -> None:
    """No address, list, search, export or notice says anything of it."""
    for address in addresses:
        answer = walk.page.request.get(walk.base + address)
        assert answer.status == 404, address
        assert TITLE not in answer.text(), address
    for address in ("/", "/documents/?q=第二小学", "/search/?q=第二小学", "/queue/", "/notices/?all=1"):
        walk.go(address)
        walk.sees_not(TITLE)
    walk.go(addresses[0])
    walk.sees("没有")
    walk.shot("not-found")


def may_do_nothing(walk: Walk, matter: int) -> None:
    """The acts do not exist for him either."""
    token = next(one["value"] for one in walk.page.context.cookies() if one["name"] == "csrftoken")
    step = Step.objects.filter(matter=matter).earliest("pk")
    for act in ("submit", "withdraw", "drop", "consult", "print/request"):
        answer = walk.page.request.post(
            f"{walk.base}/documents/{matter}/{act}/", form={"reason": "撤回"}, headers={"X-CSRFToken": token}
        )
        assert answer.status == 404, act
    sent = {"kind": "agree", "seen": f"{step.pk}-pending-0"}
    decided = walk.page.request.post(f"{walk.base}/queue/{step.pk}/decide/", form=sent, headers={"X-CSRFToken": token})
    assert decided.status == 404
