"""The business of each body, read by hand from the articles: an item falls under one of so many tasks, and what the
county keeps for the standing meeting or the plenary is discussed elsewhere but never decided there."""

import pytest

from govrules.core.errors import BadInput, BrokenRule
from meetings.items import actions
from meetings.items.gates import judge
from meetings.items.queries import find
from meetings.session.models import DecisionKind
from tests.core.cast import Cast
from tests.meetings.counties import TB, TK, YC, YG, YY
from tests.meetings.items.desk import Desk
from tests.meetings.session.conftest import Hall, hall
from tests.meetings.stage import Stage
from tests.proves import proves

__all__ = ["hall"]

# (county, body, rule, how many tasks, what it proves)
TASKS = [
    (YG, "standing", "item_business", 7, ("YG-20-3", "YG-20-9")),
    (YC, "standing", "item_business", 14, ("YC-51-9", "YC-51-12", "YC-51-13", "YC-51-15", "YC-51-22")),
    (YC, "plenary", "plenary_business", 5, ("YC-50-8", "YC-50-9", "YC-50-12", "YC-50-13", "YC-50-14")),
    (YC, "head_office", "head_office_business", 2, ("YC-52-1", "YC-52-9", "YC-52-10")),
    (YC, "special", "special_business", 4, ("YC-53-6", "YC-53-7", "YC-53-8", "YC-53-9")),
    (TK, "plenary", "item_business_plenary", 4, ("TK-47-4",)),
    (TK, "standing", "item_business", 9, ("TK-48-5", "TK-48-9", "TK-48-14")),
    (TK, "head_office", "item_business_head_office", 7, ("TK-49-3", "TK-49-4")),
    (YY, "plenary", "item_business_plenary", 3, ("YY-45-3",)),
    (YY, "head_office", "item_business_head_office", 4, ("YY-47-3",)),
    (YY, "special", "item_business_special", 5, ("YY-48-3",)),
    (TB, "plenary", "item_business_plenary", 4, ("TB-58-8",)),
    (TB, "standing", "item_business", 9, ("TB-60-8", "TB-60-9", "TB-60-10", "TB-60-11")),
    (TB, "head_office", "item_business_head_office", 2, ("TB-61-7", "TB-13-3")),
    (TB, "special", "item_business_special", 4, ("TB-62-6",)),
]


@pytest.mark.parametrize(
    ("county", "body", "rule", "tasks"),
    [pytest.param(c, b, r, n, id=f"{c}-{b}", marks=proves(*ids)) for c, b, r, n, ids in TASKS],
)
def test_an_item_falls_under_one_of_the_body_s_tasks(
    cast: Cast, stage: Stage, body: str, rule: str, tasks: int
) -> None:
    """Each task of the article may be named, one more there is not, and none at all is refused under its article."""
    desk = Desk(cast)
    item = desk.item(body=body, business=None)
    [found] = [j for j in judge(find(item.matter)) if j.rule == rule]
    assert found.open and found.strength == "must"
    for number in range(1, tasks + 1):
        actions.revise(item.pk, cast.education_clerk, desk.draft(body=body, business=number))
        assert not [j for j in judge(find(item.matter)) if j.rule == rule and j.open], number
    with pytest.raises(BadInput):
        actions.revise(item.pk, cast.education_clerk, desk.draft(body=body, business=tasks + 1))


# (county, subject, article, what it proves)
KEPT = [
    (YG, "plan", 19, ("YG-19-3",)), (YG, "work_report", 19, ("YG-19-3",)),
    (YC, "plan", 18, ("YC-18-2", "YC-51-14")), (YC, "spatial_plan", 18, ("YC-18-2", "YC-51-16")),
    (YC, "budget", 18, ("YC-18-2", "YC-51-19")), (YC, "project", 18, ("YC-51-14",)),
    (YC, "resources", 51, ("YC-51-17", "YC-51-18")), (YC, "state_assets", 51, ("YC-51-18",)),
    (YC, "agreement", 51, ("YC-51-20",)), (YC, "personnel", 51, ("YC-51-21",)),
    (TK, "plan", 27, ("TK-27-2", "TK-48-10")), (TK, "personnel", 27, ("TK-27-1", "TK-27-2")),
    (TK, "state_assets", 48, ("TK-48-11",)), (TK, "rewards", 48, ("TK-48-12",)),
    (TK, "work_report", 48, ("TK-48-13",)),
    (YY, "plan", 24, ("YY-24-1", "YY-46-5")), (YY, "budget", 24, ("YY-46-7",)), (YY, "state_assets", 24, ("YY-24-1",)),
    (YY, "pricing", 46, ("YY-46-5",)), (YY, "reform", 46, ("YY-46-6",)), (YY, "investment", 46, ("YY-46-10",)),
    (YY, "agreement", 46, ("YY-46-11",)), (YY, "personnel", 46, ("YY-46-12",)),
    (TB, "plan", 29, ("TB-29-1",)), (TB, "large_payment", 29, ("TB-29-1",)), (TB, "personnel", 29, ("TB-29-1",)),
]  # fmt: skip


@pytest.mark.parametrize("body", ["head_office", "special"])
@pytest.mark.parametrize(
    ("county", "subject", "article"),
    [pytest.param(c, s, a, id=f"{c}-{s}", marks=proves(*ids)) for c, s, a, ids in KEPT],
)
def test_what_is_kept_for_the_standing_meeting_is_not_decided_elsewhere(
    hall: Hall, subject: str, article: int, body: str
) -> None:
    meeting = hall.sits(body, items=0)
    item = hall.stage.listed(meeting, 1, declared={"subject": subject})
    with pytest.raises(BrokenRule) as refused:
        hall.decide(item, reasons={"decide_listed": "急"})
    assert (article, "must") in {(why.article, why.strength) for why in refused.value.reasons}
    hall.decide(item, DecisionKind.POSTPONED, text="")
