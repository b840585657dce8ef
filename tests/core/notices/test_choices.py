"""Who is told over which channel: what the operator sets, the office fixes, and each person wants."""

import pytest

from govrules.core.deadlines.sweep import sweep
from govrules.core.errors import BadInput, NotYours
from govrules.core.notices.actions import choose, tell
from govrules.core.notices.groups import choices
from govrules.core.notices.models import Notice
from govrules.core.office.actions import end_setting, set_setting
from govrules.core.office.models import Official
from tests.core.deadlines.scenes import SENT, mark_only, office
from tests.core.notices.conftest import NOW, let_speak

TODAY = office("2026-06-01 00:00").date()
pytestmark = pytest.mark.usefixtures("stopped")


def channels(official: Official, event: str = "holder:1") -> list[str]:
    tell([official], event=event, subject="待办", at=SENT)
    return list(Notice.objects.filter(event=event).order_by("pk").values_list("channel", flat=True))


def test_where_the_operator_set_none_nothing_is_even_asked(cast, django_assert_num_queries):
    let_speak(cast.government)
    with django_assert_num_queries(0):
        assert choices([cast.government.pk], NOW) == {}
    assert channels(cast.clerk) == ["portal"]


def test_where_the_office_fixed_nothing_no_robot_speaks(cast, robots):
    assert channels(cast.clerk) == ["portal"]


def test_both_together_and_each_county_by_itself(cast, robots, django_assert_num_queries):
    let_speak(cast.government, cast.other_government)
    assert channels(cast.clerk) == ["portal", "dingtalk"]
    assert channels(cast.director, "holder:2") == ["portal", "email", "dingtalk"]
    assert channels(cast.stranger, "holder:3") == ["portal", "email", "wecom"]
    with django_assert_num_queries(1):
        choices([cast.government.pk, cast.other_government.pk], NOW)


def test_only_the_kinds_that_the_office_named(cast, robots):
    let_speak(cast.government, kinds=("deadline",))
    assert channels(cast.clerk, "holder:1") == ["portal"]
    assert channels(cast.clerk, "deadline:1:warn:1") == ["portal", "dingtalk"]


def test_the_same_event_is_one_row_for_the_group_too(cast, robots):
    let_speak(cast.government)
    for _ in range(3):
        channels(cast.clerk)
    assert Notice.objects.count() == 2


def test_a_person_s_own_choice(cast, robots):
    let_speak(cast.government)
    choose(cast.director, by_email=False, by_robot=True)
    assert channels(cast.director, "e:1") == ["portal", "dingtalk"]
    choose(cast.director, by_email=True, by_robot=False)
    assert channels(cast.director, "e:2") == ["portal", "email"]
    choose(cast.director, by_email=False, by_robot=False)
    assert channels(cast.director, "e:3") == ["portal"]
    assert cast.director.history.count() == 3


def test_the_sweep_heeds_all_of_it(cast, robots):
    let_speak(cast.government, kinds=("deadline",))
    choose(cast.finance_head, by_email=False, by_robot=True)
    mark_only(cast)
    sweep(office("2026-06-05 00:00"))
    warned = Notice.objects.filter(recipient=cast.finance_head, event__contains=":warn:")
    assert sorted(warned.values_list("channel", "state")) == [("dingtalk", "pending"), ("portal", "sent")]


# --- The office's own rule ---


def fixed(cast, **more):
    value = {"kinds": ["deadline", "todo"], "titles": False}
    return set_setting(
        cast.government, "robots", **{"value": value, "basis": "办公会议定", "since": TODAY, "by": cast.clerk} | more
    )


def test_the_office_fixes_it_from_a_day_on_and_ends_it(cast, robots):
    row = fixed(cast)
    assert row.value == {"kinds": ["todo", "deadline"], "titles": False}
    choice = choices([cast.government.pk], NOW)[cast.government.pk]
    assert (choice.channels, choice.kinds, choice.titles) == (("dingtalk",), {"todo", "deadline"}, False)
    end_setting(row, office("2026-06-02 00:00").date(), by=cast.clerk)
    assert choices([cast.government.pk], office("2026-06-01 23:59"))
    assert not choices([cast.government.pk], office("2026-06-02 00:00"))


@pytest.mark.parametrize(
    "value", [{}, {"kinds": []}, {"kinds": ["todo", "gossip"]}, {"kinds": ["todo"], "titles": "yes"}]
)
def test_what_nobody_can_read_is_refused(cast, value):
    with pytest.raises(BadInput, match="请选择由群机器人发送哪些通知：待办、期限提醒、办理情况"):
        fixed(cast, value=value)


def test_only_the_office_may(cast):
    for other in (cast.finance_head, cast.other_director):
        with pytest.raises(NotYours):
            fixed(cast, by=other)
