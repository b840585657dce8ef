"""Adopting a rulebook, and fixing what the rulebook leaves to the office."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from govrules import rulebook
from govrules.core.clock import start_of_day
from govrules.core.errors import BadInput, BrokenRule, NotYours, Refused
from govrules.core.journal.models import JournalEntry
from govrules.core.office import boundaries
from govrules.core.office.actions import Trip, adopt, end_setting, enter_absence, set_setting
from govrules.core.office.models import Account, Adoption, Government, OfficeSetting
from govrules.core.office.queries import adoption_on, book_of, setting
from govrules.rulebook.loader import DATA
from tests.core.office.hours import (
    DAY,
    FRIDAY,
    HOUR,
    MONDAY,
    TODAY,
    TOMORROW,
    last_line,
    step_for,
    told_by,
    who_has,
)

DIRECTOR_RULE = "stand_in.office_director"
DEPUTIES = {"posts": ["office_deputy_director"]}
BASIS = "县政府办公室领导分工（2026年）"


def fixed(cast, key=DIRECTOR_RULE, value=None, since=TODAY, basis=BASIS, by="clerk") -> OfficeSetting:
    return set_setting(cast.government, key, value or DEPUTIES, basis=basis, since=since, by=by and getattr(cast, by))


# --- what the office fixes itself ------------------------------------------------------------------------


def test_a_setting_holds_from_its_day_with_its_basis(cast, monday):
    row = fixed(cast, since=TOMORROW)
    assert setting(cast.government, DIRECTOR_RULE, TODAY) is None
    assert setting(cast.government, DIRECTOR_RULE, TOMORROW) == row
    assert row.basis == BASIS
    text = f"郑晓登记本办规定“办公室主任不在岗时由谁代行”：{BASIS}"
    assert told_by(cast) == ("setting", text, cast.clerk)
    assert last_line(cast).article is None, "it never stands under an article"


def test_it_moves_a_held_step_to_whom_it_names(cast, monday, django_capture_on_commit_callbacks):
    enter_absence(cast.director, Trip(MONDAY - HOUR, MONDAY + DAY, "下乡"), by=cast.clerk)
    step = step_for(cast, cast.seats["director"], "review")
    assert who_has(step) == "待明确"
    with django_capture_on_commit_callbacks(execute=True):
        row = fixed(cast)
    assert who_has(step) == "吴敏"
    end_setting(row, TOMORROW, by=cast.clerk)
    boundaries.cross(start_of_day(TOMORROW))
    assert who_has(step) == "待明确"


def test_a_new_one_ends_the_old_one_and_the_same_day_puts_it_right(cast, monday):
    first = fixed(cast)
    again = fixed(cast, value={"posts": ["office_deputy_director", "office_clerk"]})
    assert again.pk == first.pk
    fixed(cast, since=FRIDAY)
    first.refresh_from_db()
    assert (first.since, first.until) == (TODAY, FRIDAY)
    with pytest.raises(BadInput, match="已登记了自6月5日起的规定"):
        fixed(cast, since=TOMORROW)


@pytest.mark.parametrize(
    ("post", "article"), [("head", 5), ("executive_deputy", 5), ("deputy", 5), ("department_head", 31)]
)
def test_where_an_article_speaks_the_office_may_fix_nothing(cast, monday, post, article):
    with pytest.raises(BrokenRule, match="工作规则已有规定，本办规定不能改变") as why:
        fixed(cast, f"stand_in.{post}", {"posts": ["deputy"]})
    assert why.value.reasons[0].article == article
    assert OfficeSetting.objects.count() == 0


@pytest.mark.parametrize(
    ("post", "other"),
    [
        ("office_director", "office_deputy_director"),
        ("office_clerk", "office_deputy_director"),
        ("township_head", "township_deputy"),
        ("party_group_member", "deputy"),
    ],
)
def test_where_the_rulebook_is_silent_it_may(cast, monday, post, other):
    assert fixed(cast, f"stand_in.{post}", {"posts": [other, other]}).value == {"posts": [other]}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (DIRECTOR_RULE, {"posts": []}),
        (DIRECTOR_RULE, {"post": "office_deputy_director"}),
        (DIRECTOR_RULE, {"posts": ["office_director"]}),
        (DIRECTOR_RULE, {"posts": ["emperor"]}),
        (DIRECTOR_RULE, {"posts": ["office_deputy_director", "department_deputy"]}),
        ("stand_in.township_head", DEPUTIES),
        ("stand_in.emperor", DEPUTIES),
        ("limit.review", {"count": 0}),
        ("limit.review", {"count": "3"}),
        ("limit.review", {"count": True}),
        ("limit.review", {"count": 400}),
        ("limit.review", {"count": 3, "unit": "week"}),
        ("limit.dance", {"count": 3}),
        ("anything", {"count": 3}),
        ("", {"count": 3}),
    ],
)
def test_what_nobody_could_read_is_refused(cast, monday, key, value):
    with pytest.raises(BadInput):
        fixed(cast, key, value)
    assert OfficeSetting.objects.count() == 0


def test_a_time_limit_of_the_office_s_own(cast, monday):
    row = fixed(cast, "limit.review", {"count": 2}, basis="办公室收文办理规定")
    assert row.value == {"count": 2, "unit": "workday"}
    assert told_by(cast)[1] == "郑晓登记本办规定“审核的办理时限”：办公室收文办理规定"


def test_without_a_basis_or_by_another_nothing_is_fixed(cast, monday):
    with pytest.raises(BadInput, match="请填写依据"):
        fixed(cast, basis="  ")
    for who in ("head", "finance_head", "other_director"):
        with pytest.raises(NotYours):
            fixed(cast, by=who)
    assert OfficeSetting.objects.count() == 0


def test_a_setting_ends_after_it_began_and_once(cast, monday):
    row = fixed(cast)
    with pytest.raises(BadInput, match="终止日期要晚于开始日期"):
        end_setting(row, TODAY, by=cast.clerk)
    with pytest.raises(NotYours):
        end_setting(row, FRIDAY, by=cast.finance_clerk)
    end_setting(row, FRIDAY, by=cast.clerk)
    with pytest.raises(BadInput):
        end_setting(row, TOMORROW, by=cast.clerk)
    assert told_by(cast)[1] == "郑晓登记本办规定“办公室主任不在岗时由谁代行”自6月5日起终止"


# --- adoption --------------------------------------------------------------------------------------------


@pytest.fixture
def newborn(db, monday) -> Government:
    """A government without any rules yet."""
    return Government.objects.create(key="xinxian", name="新县人民政府", short_name="新县", place="新县")


@pytest.fixture
def amended(tmp_path):
    """A folder with the same rules, amended: another number and a later day."""
    folder = tmp_path / "yanggao-2026"
    shutil.copytree(DATA / "yanggao-2024", folder)
    rules = (folder / "rulebook.toml").read_text("utf-8")
    rules = rules.replace('id = "yanggao-2024"', 'id = "yanggao-2026"', 1)
    rules = rules.replace("in_force = 2024-02-22", "in_force = 2026-05-01", 1)
    (folder / "rulebook.toml").write_text(rules, "utf-8")
    return folder


def test_a_shipped_rulebook_is_adopted_with_its_texts_and_digest(newborn):
    row = adopt(newborn, "yanggao-2024")
    book = rulebook.load("yanggao-2024")
    assert (row.rulebook_id, row.sha256, row.in_force, row.until) == (book.id, book.sha256, book.in_force, None)
    assert book_of(row).sha256 == book.sha256
    assert book_of(row).deadline("countersign_reply", {}).article == 31
    assert row.adopted_at == MONDAY


def test_adoption_is_written_in_the_government_s_journal(newborn):
    by = Account.objects.create_user("operator")
    row = adopt(newborn, "yanggao-2024", by=by)
    assert row.adopted_by == by
    line = JournalEntry.objects.get(government=newborn)
    assert line.act == "adopt"
    assert line.data["sha256"] == row.sha256
    assert line.text.startswith("系统管理员采用《阳高县人民政府工作规则》（阳政发〔2024〕1号）")


def test_an_amended_version_ends_the_one_before_from_its_day(newborn, amended):
    first = adopt(newborn, "yanggao-2024")
    second = adopt(newborn, amended, in_force=FRIDAY)
    first.refresh_from_db()
    assert (first.until, second.until) == (FRIDAY, None)
    assert adoption_on(newborn, TODAY) == first
    assert adoption_on(newborn, FRIDAY) == second
    assert book_of(second).id == "yanggao-2026"


def test_the_day_of_a_version_is_the_rules_own_unless_another_is_given(newborn, amended):
    assert adopt(newborn, amended).in_force == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "says"),
    [(date(2024, 2, 21), "自2024年2月22日起施行，不能更早采用"), (date(2020, 1, 1), "不能更早采用")],
)
def test_no_version_holds_before_the_rules_do(newborn, day, says):
    with pytest.raises(BadInput, match=says):
        adopt(newborn, "yanggao-2024", in_force=day)


def test_versions_follow_each_other(newborn, amended):
    adopt(newborn, amended, in_force=FRIDAY)
    with pytest.raises(BadInput, match="要晚于现行版本的施行日期2026年6月5日"):
        adopt(newborn, "yanggao-2024", in_force=TODAY)
    with pytest.raises(BadInput, match="这一版已经采用"):
        adopt(newborn, amended, in_force=date(2026, 7, 1))
    assert Adoption.objects.filter(government=newborn).count() == 1


def test_a_rulebook_with_a_fault_is_not_adopted_and_names_it(newborn, amended):
    rules = amended / "rulebook.toml"
    rules.write_text(rules.read_text("utf-8").replace('ground = "ab_pair"', 'ground = "goodwill"', 1), "utf-8")
    with pytest.raises(rulebook.RulebookError) as why:
        adopt(newborn, amended)
    assert "goodwill" in str(why.value)
    assert Adoption.objects.filter(government=newborn).count() == 0


def test_an_unknown_rulebook_is_named(newborn):
    with pytest.raises(rulebook.RulebookError):
        adopt(newborn, "atlantis-1999")


def test_one_government_s_adoption_touches_no_other_s(cast, newborn, amended):
    adopt(newborn, amended)
    cast.adoption.refresh_from_db()
    assert cast.adoption.until is None
    assert adoption_on(cast.government, TODAY) == cast.adoption


def test_before_any_adoption_a_government_has_no_rules_and_says_so(newborn):
    with pytest.raises(Refused, match="没有施行中的工作规则"):
        adoption_on(newborn, TODAY)
