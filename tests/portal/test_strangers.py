"""By guessed ids, search or a hand-made form, strangers of the same and of another government get nothing."""

import pytest

from govrules.core.matters.models import Step, StepHolder
from govrules.core.notices.models import Notice
from tests.core.cast import Cast
from tests.portal.office import at_office, away, page, signed_in

pytestmark = pytest.mark.usefixtures("today")
TITLE = "县教育局关于新建城东小学的请示"
STRANGERS = ["agriculture_head", "agriculture_clerk", "township_head", "executive", "stranger", "other_director"]


@pytest.fixture
def step(cast: Cast) -> Step:
    return at_office(cast, TITLE)


@pytest.mark.parametrize("who", STRANGERS)
def test_an_item_does_not_exist_for_a_stranger(cast: Cast, step: Step, who: str) -> None:
    client = signed_in(getattr(cast, who))
    answers = [
        client.get(f"/queue/{step.pk}/"),
        client.get(f"/queue/{step.pk}/", headers={"HX-Request": "true", "HX-Target": "item"}),
        client.post(f"/queue/{step.pk}/opened/"),
        client.post(
            f"/queue/{step.pk}/decide/", {"kind": "review", "opinion": "拟同意。", "seen": f"{step.pk}-pending-1"}
        ),
        client.get(f"/matters/{step.matter_id}/"),
    ]
    assert [a.status_code for a in answers] == [404] * 5
    assert all(TITLE not in a.content.decode() for a in answers)
    step.refresh_from_db()
    assert step.state == "pending"
    assert StepHolder.objects.get(step=step).opened_at is None


@pytest.mark.parametrize("who", STRANGERS)
def test_search_finds_nothing_for_a_stranger(cast: Cast, step: Step, who: str) -> None:
    assert TITLE not in page(signed_in(getattr(cast, who)), "/search/?q=小学")


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_s_desk_and_queue_say_nothing_of_it(cast: Cast, step: Step, who: str) -> None:
    client = signed_in(getattr(cast, who))
    assert TITLE not in page(client, "/") + page(client, "/queue/") + page(client, "/notices/?all=1")


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_opens_anothers_notice(cast: Cast, step: Step, who: str) -> None:
    notice = Notice.objects.filter(recipient=cast.director).first()
    assert signed_in(getattr(cast, who)).get(f"/notices/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_those_who_take_part_do_find_it(cast: Cast, step: Step) -> None:
    for who in (cast.director, cast.vice_director, cast.clerk, cast.education_clerk, cast.education_head):
        assert TITLE in page(signed_in(who), "/search/?q=小学"), who


def test_another_government_s_rules_are_not_shown_by_their_number(cast: Cast) -> None:
    client = signed_in(cast.stranger)
    assert client.get(f"/rules/31/?of={cast.adoption.pk}").status_code == 404
    assert client.get(f"/rules/31/?of={cast.other_adoption.pk}").status_code == 200


def test_the_day_s_line_names_only_one_s_own_government(cast: Cast) -> None:
    away(cast.executive, "2026-06-08 00:00", "2026-06-13 00:00")
    assert "外出" in page(signed_in(cast.director), "/more/")
    assert "外出" not in page(signed_in(cast.stranger), "/more/")


def test_the_office_s_lights_are_its_own_government_s(cast: Cast, step: Step) -> None:
    assert '<dd class="nums">0</dd>' in page(signed_in(cast.other_director), "/")
    assert TITLE not in page(signed_in(cast.other_director), "/")
