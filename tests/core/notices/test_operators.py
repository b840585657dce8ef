"""What was not delivered, and how the robots stand, on the operators' pages; a robot's address is on none."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from govrules.core.admin import AUDIT, SYSTEM
from govrules.core.notices.actions import tell
from govrules.core.notices.delivery import deliver
from govrules.core.notices.models import Channel, Notice, Robot, RobotMessage
from govrules.core.office.models import Account
from tests.core.deadlines.scenes import SENT
from tests.core.notices import service
from tests.core.notices.conftest import let_speak


@pytest.fixture(params=[SYSTEM, AUDIT])
def operator(client, db, request):
    account = Account.objects.create_user("operator", is_staff=True)
    account.groups.set([Group.objects.get_or_create(name=request.param)[0]])
    client.force_login(account)
    return client


@pytest.fixture
def undelivered(cast, robots, there) -> Notice:
    let_speak(cast.government)
    there.answers = ["drop"]
    tell([cast.clerk], event="holder:1", subject="待办：某事", at=SENT)
    deliver()
    return Notice.objects.get(channel=Channel.DINGTALK)


def html(client, name: str, *args: int, query: str = "") -> str:
    answer = client.get(reverse(f"admin:core_{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_nobody_knows_about_is_found_by_its_state(operator, undelivered):
    found = html(operator, "notice_changelist", query="?state__exact=unknown")
    assert "待办：某事" in found and "结果不明" in found and "没有等到应答" in found
    assert "待办：某事" not in html(operator, "notice_changelist", query="?state__exact=failed")


def test_how_a_robot_stands_and_what_became_of_each_message(operator, undelivered):
    robot, message = Robot.objects.get(), RobotMessage.objects.get()
    stands = html(operator, "robot_changelist")
    assert "阳高县人民政府" in stands and "钉钉群机器人" in stands and robot.last_error in stands
    said = html(operator, "robotmessage_changelist")
    assert "阳高县人民政府" in said and "结果不明" in said and message.error in said


def test_no_page_of_theirs_shows_an_address(operator, undelivered):
    robot, message = Robot.objects.get(), RobotMessage.objects.get()
    pages = [
        html(operator, "notice_changelist"), html(operator, "notice_change", undelivered.pk),
        html(operator, "robot_changelist"), html(operator, "robot_change", robot.pk),
        html(operator, "robotmessage_changelist"), html(operator, "robotmessage_change", message.pk),
    ]  # fmt: skip
    assert not any(secret in page for page in pages for secret in (service.SIGNING, service.TOKEN, service.KEY))
