"""Departments' releases and reports in the press: what must be settled before it goes out, county by county."""

from __future__ import annotations

import pytest

from documents.publicity.states import State
from govrules.core.errors import BadInput, WrongState
from tests.core.cast import in_county
from tests.documents.publicity.desk import Desk
from tests.proves import proves

WEIGHTY = [
    pytest.param("yanggao-2024", "deployment", 42, marks=proves("YG-42-3")),
    pytest.param("yanggao-2024", "development", 42, marks=proves("YG-42-3")),
    pytest.param("taobei-2020", "deployment", 37, marks=proves("TB-37-1", "TB-89-9")),
    pytest.param("taobei-2020", "sensitive", 37, marks=proves("TB-37-1")),
    pytest.param("toksun-2021", "interests", 77, marks=proves("TK-77-1")),
    pytest.param("yunyang-2025", "interests", 60, marks=proves("YY-60-1")),
    pytest.param("yunyang-2025", "development", 60, marks=proves("YY-60-1")),
]


@pytest.mark.parametrize(("county", "about", "article"), WEIGHTY)
def test_a_weighty_release_is_published_only_once_it_is_settled(desk: Desk, about, article):
    made = desk.draft("release", says={"release_about": about})
    assert desk.not_done(made) == [("release_approved", article)]
    desk.agreed(made)
    done = desk.do(made)
    assert desk.state(made) == State.DONE and done.done_where == "政府网站首页" and done.made_public is None


@pytest.mark.parametrize(
    "about",
    [
        pytest.param("other", id="other news"),
        pytest.param("interests", id="what these rules do not name"),
        pytest.param("sensitive", id="what only other rules name"),
    ],
)
def test_other_news_is_only_put_on_record(desk: Desk, about):
    """阳高 names deployments and questions of development; the rest is the department's own."""
    made = desk.draft("release", says={"release_about": about})
    with pytest.raises(BadInput, match="没有要求"):
        desk.ask(made)
    desk.do(made)
    assert desk.state(made) == State.DONE


def test_while_it_is_on_its_way_nothing_can_be_published(desk: Desk):
    made = desk.ask(desk.draft("release", says={"release_about": "deployment"}))
    with pytest.raises(WrongState):
        desk.do(made)


@in_county("toksun-2021")
@proves("TK-36-3")
def test_a_report_on_a_decision_of_the_government_is_approved_first(desk: Desk):
    made = desk.draft("press", says={"press_about": "decision"})
    assert desk.not_done(made) == [("press_approved", 36)]
    desk.do(desk.agreed(made))
    assert desk.state(made) == State.DONE


BY_RULES = [
    pytest.param("taobei-2020", "meeting", 96, marks=proves("TB-96-5")),
    pytest.param("toksun-2021", "visit", 85, marks=proves("TK-85-2")),
    pytest.param("yunyang-2025", "visit", 64, marks=proves("YY-64-1")),
]


@pytest.mark.parametrize(("county", "about", "article"), BY_RULES)
def test_a_report_on_leaders_names_the_rules_by_which_it_is_made(desk: Desk, about, article):
    made = desk.draft("press", says={"press_about": about}, basis=" ")
    assert desk.refused(made) == [("press_by_rules", article)]
    named = desk.draft("press", says={"press_about": about}, title="有依据的报道")
    assert desk.not_done(named) == [("publicity_unasked", article)]
    desk.do(desk.agreed(named))


@in_county("yangcheng-2021")
@proves("YC-100-1")
@pytest.mark.parametrize("missing", ["press_need", "press_value", "press_effect"])
def test_whether_a_meeting_is_reported_is_weighed_on_three_grounds(desk: Desk, missing):
    grounds = {"press_need": "需要", "press_value": "有", "press_effect": "好"}
    made = desk.draft("press", says={"press_about": "meeting"}, grounds=grounds | {missing: " "})
    assert desk.refused(made) == [("press_grounds", 100)]
    desk.agreed(desk.draft("press", says={"press_about": "meeting"}, title="三项都写明的报道"))


@in_county("yangcheng-2021")
@proves("YC-100-4")
def test_a_courtesy_meeting_is_reported_only_with_a_reason(desk: Desk):
    made = desk.draft("press", says={"press_about": "courtesy"})
    assert desk.refused(made) == [("no_courtesy_press", 100)]
    desk.agreed(made, no_courtesy_press="招商需要")
    assert desk.matter(made).waivers.get().state == "accepted"
    desk.do(made)


@in_county("yangcheng-2021")
@proves("YC-100-3")
@pytest.mark.parametrize(("yes", "passed"), [((), False), (("public_concern",), True)])
def test_whether_a_report_on_a_visit_says_what_people_care_about_is_shown_and_never_demanded(desk: Desk, yes, passed):
    made = desk.draft("press", *yes, says={"press_about": "visit"})
    assert [(j.rule, j.passed, j.open) for j in desk.judged(made)] == [("press_substance", passed, False)]
    desk.do(desk.agreed(made))


@in_county("yangcheng-2021")
def test_a_sort_of_which_the_rules_say_nothing_is_not_there(desk: Desk):
    with pytest.raises(BadInput, match="没有规定"):
        desk.draft("release", says={"release_about": "deployment"})
