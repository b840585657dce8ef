"""What the head assigns is taken in hand by the office, and its director coordinates that it is carried out."""

from dataclasses import replace
from datetime import date

import pytest

from govrules.core import clock
from govrules.core.deadlines.models import Deadline
from govrules.core.errors import BadInput, BrokenRule, NotYours
from govrules.core.notices.models import Notice
from supervision.assigning import Assigned, assign
from supervision.models import Task
from tests.core.cast import Cast, in_county
from tests.portal.office import page, signed_in
from tests.proves import proves
from tests.supervision.conftest import opened

yangcheng = in_county("yangcheng-2021")


def said(cast: Cast, **values: object) -> Assigned:
    sound = Assigned(
        "排查校车安全", "逐车排查。", date(2026, 5, 29), cast.education, (cast.finance,), date(2026, 6, 12)
    )
    return replace(sound, **values)


def told(task: Task) -> set[int]:
    found = Notice.objects.filter(event=f"task:{task.pk}", channel="portal")
    return set(found.values_list("recipient", flat=True))


@proves("YC-8-2")
@yangcheng
def test_the_office_director_coordinates_decisions_and_what_the_head_assigns(
    cast: Cast, monday: clock.StoppedClock
) -> None:
    decided, assigned = opened(cast, article=8), assign(cast.clerk, said(cast))
    assert (assigned.origin, assigned.article) == ("县长5月29日交办", 8)
    assert Deadline.objects.filter(matter=assigned.pk, rule="task_due").exists()
    for task in (decided, assigned):
        assert cast.director.pk in told(task) and cast.vice_director.pk not in told(task)
        html = page(signed_in(cast.education_clerk), f"/supervision/{task.pk}/")
        assert f"协调落实</dt><dd>{cast.director.name}" in html


@pytest.mark.parametrize("county", ["yanggao-2024", "toksun-2021", "taobei-2020", "yunyang-2025"])
def test_elsewhere_the_director_is_not_named(cast: Cast, monday: clock.StoppedClock) -> None:
    task = opened(cast, demand="按月检查。")
    assert cast.director.pk not in told(task)
    assert "协调落实</dt>" not in page(signed_in(cast.education_clerk), f"/supervision/{task.pk}/")
    with pytest.raises(BrokenRule, match="没有规定"):
        assign(cast.clerk, said(cast))
    assert signed_in(cast.clerk).get("/supervision/new/").status_code == 404


@yangcheng
@pytest.mark.parametrize("who", ["education_head", "head"])
def test_only_the_office_takes_it_in_hand(cast: Cast, monday: clock.StoppedClock, who: str) -> None:
    with pytest.raises(NotYours):
        assign(getattr(cast, who), said(cast))
    assert signed_in(getattr(cast, who)).get("/supervision/new/").status_code == 403


@yangcheng
@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"what": ""}, {"assigned_on": date(2026, 6, 2)}, {"due_on": date(2026, 5, 1)}]
)
def test_what_cannot_be_taken(cast: Cast, monday: clock.StoppedClock, wrong: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        assign(cast.clerk, said(cast, **wrong))
    assert not Task.objects.exists()


@yangcheng
def test_no_organ_of_another_government(cast: Cast, monday: clock.StoppedClock) -> None:
    with pytest.raises(BadInput, match="本政府"):
        assign(cast.clerk, said(cast, organ=cast.other_finance))
    with pytest.raises(BadInput, match="本政府"):
        assign(cast.clerk, said(cast, helpers=(cast.other_finance,)))


@yangcheng
def test_on_the_page(cast: Cast, monday: clock.StoppedClock) -> None:
    client = signed_in(cast.clerk)
    assert "/supervision/new/" in page(client, "/supervision/")
    assert "/supervision/new/" not in page(signed_in(cast.education_clerk), "/supervision/")
    assert "第八条" in page(client, "/supervision/new/")
    form = {
        "title": "排查校车安全", "what": "逐车排查。", "assigned_on": "2026-05-29", "organ": cast.education.pk,
        "helpers": [cast.education.pk, cast.finance.pk], "due_on": "2026-06-12",
    }  # fmt: skip
    wrong = client.post("/supervision/new/", form | {"organ": cast.other_finance.pk})
    assert wrong.status_code == 400 and "逐车排查" in wrong.content.decode()
    late = client.post("/supervision/new/", form | {"due_on": "2026-05-30"})
    assert late.status_code == 400 and "不能早于今天" in late.content.decode()
    assert client.post("/supervision/new/", form).status_code == 302
    assert list(Task.objects.get().helpers.all()) == [cast.finance]
