"""Who acts for whom, county by county: the same code, other grounds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from govrules.core.office.roster import Gap, Stand, derive
from tests.core.authority.books import TAOBEI, TOKSUN, YANGCHENG, YANGGAO, YUNYANG
from tests.core.authority.leadership import (
    DIRECTOR,
    EVERYONE,
    EXECUTIVE,
    FARMING,
    FINANCE_HEAD,
    FINANCE_ONE,
    HEAD,
    MEMBER,
    PAIRED,
    POLICE,
    SCHOOLS,
    VICE_ONE,
    away,
    chen,
    chu,
    delegated,
    feng,
    li,
    office_rule,
    paired,
    qian,
    sun,
    vacant,
    wang,
    wei,
    wu,
    zhao,
    zheng,
    zhou,
)
from tests.proves import proves


def who(roster, seat, book=YANGGAO, **asked) -> int | None:
    """The official who acts, None if it is held."""
    found = derive(roster, seat, book, **asked)
    return found.official if isinstance(found, Stand) else None


def ground(roster, seat, book=YANGGAO, **asked) -> tuple[str, int | None]:
    found = derive(roster, seat, book, **asked)
    assert isinstance(found, Stand), found.missing
    return found.ground, found.article


@pytest.mark.parametrize("book", [YANGGAO, YANGCHENG, TOKSUN, YUNYANG, TAOBEI], ids=lambda b: b.id)
def test_the_holder_acts_himself_wherever_he_is_present(book):
    for seat in PAIRED.places:
        found = derive(PAIRED, seat, book)
        assert found == Stand(PAIRED.holders[seat], seat, seat, "holder")


def test_an_entrustment_never_takes_the_work_of_a_head_who_is_here():
    assert who(delegated(HEAD, EXECUTIVE, "entrustment"), HEAD) == zhao


# --- 阳高: the head ------------------------------------------------------------------------------------


@proves("YG-5-5")
def test_yanggao_head_away_nobody_acts_without_an_entrustment():
    found = derive(away(zhao), HEAD, YANGGAO)
    assert isinstance(found, Gap)
    assert (found.article, found.wants) == (5, "entrustment")
    assert "未记录委托" in found.missing and "第五条" in found.missing


@proves("YG-5-5")
@pytest.mark.parametrize(("entrusted", "acts"), [(EXECUTIVE, qian), (SCHOOLS, li), (POLICE, zhou)])
def test_yanggao_head_away_whichever_deputy_he_entrusted_acts_and_no_other(entrusted, acts):
    roster = delegated(HEAD, entrusted, "entrustment", away(zhao))
    assert who(roster, HEAD) == acts
    assert ground(roster, HEAD) == ("entrustment", 5)


@pytest.mark.parametrize("entrusted", [MEMBER, DIRECTOR, FINANCE_HEAD])
def test_yanggao_head_away_an_entrustment_to_another_post_counts_for_nothing(entrusted):
    assert who(delegated(HEAD, entrusted, "entrustment", away(zhao)), HEAD) is None


def test_yanggao_head_away_an_arrangement_is_no_entrustment():
    assert who(delegated(HEAD, EXECUTIVE, "arrangement", away(zhao)), HEAD) is None


def test_yanggao_head_and_the_entrusted_deputy_away_it_is_held_and_no_second_hop():
    roster = delegated(HEAD, EXECUTIVE, "entrustment", away(zhao, qian))
    assert who(roster, EXECUTIVE) == sun, "his own seat goes to his B role"
    assert who(roster, HEAD) is None, "but what was entrusted to him does not go on to his B role"


def test_yanggao_a_newer_entrustment_goes_before_an_older_one():
    older = delegated(HEAD, EXECUTIVE, "entrustment", away(zhao))
    assert who(delegated(HEAD, POLICE, "entrustment", older), HEAD) == zhou


def test_yanggao_with_the_newest_delegate_away_an_older_entrustment_still_in_force_is_good():
    older = delegated(HEAD, EXECUTIVE, "entrustment", away(zhao, zhou))
    assert who(delegated(HEAD, POLICE, "entrustment", older), HEAD) == qian


def test_yanggao_head_s_seat_vacant_the_text_is_silent_and_it_is_held():
    roster = delegated(HEAD, EXECUTIVE, "entrustment", vacant(HEAD))
    found = derive(roster, HEAD, YANGGAO)
    assert isinstance(found, Gap)
    assert found.missing == "县长岗位空缺，工作规则未规定岗位空缺时由谁代行（第五条）"
    assert found.wants == "appointment"


def test_yanggao_head_has_no_b_role():
    assert who(paired({HEAD: EXECUTIVE}, away(zhao)), HEAD) is None


# --- 阳高: the deputies ----------------------------------------------------------------------------------


@proves("YG-5-7")
@pytest.mark.parametrize(
    ("seat", "official", "b_role"),
    [(EXECUTIVE, qian, sun), (FARMING, sun, li), (SCHOOLS, li, zhou), (POLICE, zhou, sun)],
)
def test_yanggao_b_role_acts_on_absence_and_on_vacancy(seat, official, b_role):
    assert who(away(official), seat) == b_role
    assert ground(away(official), seat) == ("ab_pair", 5)
    assert who(vacant(seat), seat) == b_role
    assert ground(vacant(seat), seat) == ("ab_pair", 5)


@proves("YG-5-7")
def test_yanggao_both_of_a_pair_away_the_text_is_silent_and_it_is_held():
    found = derive(away(sun, li), FARMING, YANGGAO)
    assert isinstance(found, Gap)
    assert found.missing == "副县长（农业）孙农业外出，B角副县长（教育）李教育也外出（第五条）"
    assert found.wants == "pair"


def test_yanggao_a_pair_holds_in_the_direction_in_which_it_was_set():
    assert PAIRED.pairs[EXECUTIVE] == FARMING
    assert who(away(sun), FARMING) == li, "not the executive deputy, whose B role he is"


def test_yanggao_a_b_role_whose_seat_is_vacant_cannot_act():
    found = derive(vacant(SCHOOLS, roster=away(sun)), FARMING, YANGGAO)
    assert isinstance(found, Gap)
    assert "B角副县长（教育）岗位空缺" in found.missing


def test_yanggao_without_a_b_role_it_is_held():
    found = derive(away(sun, roster=EVERYONE), FARMING, YANGGAO)
    assert isinstance(found, Gap)
    assert found.missing == "副县长（农业）孙农业外出，未设B角（第五条）"


def test_yanggao_a_pair_with_another_post_than_a_deputy_s_counts_for_nothing():
    assert who(paired({FARMING: DIRECTOR}, away(sun)), FARMING) is None


def test_yanggao_an_entrustment_does_not_replace_a_deputy_s_missing_b_role():
    assert who(delegated(FARMING, POLICE, "entrustment", away(sun, roster=EVERYONE)), FARMING) is None


# --- 阳高: departments -----------------------------------------------------------------------------------


def test_yanggao_a_department_deputy_countersigns_while_his_head_is_away():
    assert who(away(chen), FINANCE_HEAD, act="countersign") == chu
    assert ground(away(chen), FINANCE_HEAD, act="countersign") == ("responsible_person", 31)
    assert who(vacant(FINANCE_HEAD), FINANCE_HEAD, act="countersign") == chu


def test_yanggao_the_first_deputy_who_is_here_countersigns():
    assert who(away(chen, chu), FINANCE_HEAD, act="countersign") == wei


def test_yanggao_another_department_s_deputy_never_countersigns():
    found = derive(away(chen, chu, wei), FINANCE_HEAD, YANGGAO, act="countersign")
    assert isinstance(found, Gap)
    assert "也外出" in found.missing and "交通" not in found.missing


@pytest.mark.parametrize("act", ["sign", "review", "approve", "read", ""])
def test_yanggao_nobody_but_the_main_head_signs_for_the_host(act):
    found = derive(away(chen), FINANCE_HEAD, YANGGAO, act=act)
    assert isinstance(found, Gap)
    assert found.article == 31
    assert "只规定会签可以由他人代办" in found.missing


# --- where the rulebook is silent ------------------------------------------------------------------------


def test_yanggao_office_director_away_is_held_with_the_article_looked_at():
    found = derive(away(zheng), DIRECTOR, YANGGAO)
    assert isinstance(found, Gap)
    assert found.missing == "县政府办公室主任郑主任外出，工作规则未规定由谁代行，本办也未作规定（第三十三条）"
    assert (found.article, found.wants) == (33, "setting")


def test_the_office_s_own_rule_speaks_where_the_rulebook_is_silent():
    roster = office_rule("office_director", "office_deputy_director", roster=away(zheng))
    found = derive(roster, DIRECTOR, YANGGAO)
    assert found == Stand(wang, DIRECTOR, VICE_ONE, "setting", None, "办公室工作分工（2026年）")
    assert who(away(wang, roster=roster), DIRECTOR) == feng
    assert who(vacant(DIRECTOR, roster=roster), DIRECTOR) == wang


def test_the_office_s_own_rule_with_nobody_left_says_so():
    roster = office_rule("office_director", "office_deputy_director", roster=away(zheng, wang, feng))
    found = derive(roster, DIRECTOR, YANGGAO)
    assert isinstance(found, Gap)
    assert "本办规定的代行人（县政府办公室副主任）也都不能办理" in found.missing
    assert found.article is None


@pytest.mark.parametrize(
    ("post", "seat", "official"),
    [("head", HEAD, zhao), ("deputy", FARMING, sun), ("department_head", FINANCE_HEAD, chen)],
)
def test_the_office_s_own_rule_never_overrides_an_article(post, seat, official):
    roster = office_rule(post, "executive_deputy", "deputy", "department_deputy", roster=EVERYONE)
    assert who(away(official, roster=roster), seat, act="sign") is None
    assert who(vacant(seat, roster=roster), seat, act="sign") is None


def test_the_office_s_own_rule_names_colleagues_of_the_same_organ_only():
    roster = office_rule("office_director", "department_deputy", roster=away(zheng))
    assert who(roster, DIRECTOR) is None


def test_a_post_that_the_rulebook_does_not_mention_at_all_is_silent_too():
    found = derive(away(chu), FINANCE_ONE, YANGGAO)
    assert isinstance(found, Gap)
    assert (found.article, found.wants) == (None, "setting")


# --- keeping out of one's own matter ---------------------------------------------------------------------


def test_a_holder_who_must_keep_out_is_replaced_like_one_who_is_away():
    found = derive(PAIRED, FARMING, YANGGAO, act="approve", excluding=frozenset({sun}))
    assert isinstance(found, Stand)
    assert (found.official, found.ground) == (li, "ab_pair")


def test_a_stand_in_who_must_keep_out_does_not_act():
    found = derive(away(sun), FARMING, YANGGAO, act="approve", excluding=frozenset({li}))
    assert isinstance(found, Gap)
    assert "B角副县长（教育）李教育也须回避" in found.missing


def test_one_who_holds_two_seats_keeps_out_in_both():
    """A deputy who is also head of a department does not decide on its request in either capacity."""
    roster = replace(PAIRED, holders={**PAIRED.holders, FINANCE_HEAD: zhou})
    assert who(roster, POLICE, act="approve", excluding=frozenset({zhou})) == sun
    assert who(roster, SCHOOLS, act="approve", excluding=frozenset({zhou, li})) is None, "nor as a B role"


# --- the other counties are data -------------------------------------------------------------------------


def test_yangcheng_executive_deputy_acts_for_the_head_without_entrustment():
    assert who(away(zhao), HEAD, YANGCHENG) == qian
    assert ground(away(zhao), HEAD, YANGCHENG) == ("by_post", 5)
    other = delegated(HEAD, POLICE, "entrustment", away(zhao))
    assert who(other, HEAD, YANGCHENG) == qian, "an entrustment to another is no ground there"
    assert who(away(zhao, qian), HEAD, YANGCHENG) is None


def test_yangcheng_pairs_act_for_each_other():
    roster = paired({FARMING: SCHOOLS, POLICE: MEMBER})
    assert who(away(sun, roster=roster), FARMING, YANGCHENG) == li
    assert who(away(li, roster=roster), SCHOOLS, YANGCHENG) == sun
    assert ground(away(li, roster=roster), SCHOOLS, YANGCHENG) == ("mutual_pair", 102)
    assert who(away(wu, roster=roster), MEMBER, YANGCHENG) == zhou
    assert who(away(li, roster=roster), SCHOOLS, YANGGAO) is None, "in 阳高 the pair was set one way"


def test_yangcheng_pairs_cover_absence_and_not_vacancy():
    roster = paired({FARMING: SCHOOLS})
    found = derive(vacant(FARMING, roster=roster), FARMING, YANGCHENG)
    assert isinstance(found, Gap)
    assert "未规定岗位空缺时由谁代行" in found.missing


def test_toksun_only_the_executive_deputy_may_be_entrusted():
    assert who(delegated(HEAD, EXECUTIVE, "entrustment", away(zhao)), HEAD, TOKSUN) == qian
    assert who(delegated(HEAD, POLICE, "entrustment", away(zhao)), HEAD, TOKSUN) is None
    assert who(away(zhao), HEAD, TOKSUN) is None


def test_toksun_has_no_ab_roles():
    found = derive(away(sun), FARMING, TOKSUN)
    assert isinstance(found, Gap)
    assert found.wants == "setting"
    assert who(office_rule("deputy", "executive_deputy", roster=away(sun)), FARMING, TOKSUN) == qian


def test_yunyang_executive_deputy_entrusted_and_deputies_in_ab_roles():
    assert who(away(zhao), HEAD, YUNYANG) is None
    assert who(delegated(HEAD, EXECUTIVE, "entrustment", away(zhao)), HEAD, YUNYANG) == qian
    assert who(delegated(HEAD, FARMING, "entrustment", away(zhao)), HEAD, YUNYANG) is None
    assert who(away(sun), FARMING, YUNYANG) == li
    assert who(vacant(FARMING), FARMING, YUNYANG) is None


def test_taobei_a_deputy_s_work_goes_where_the_head_arranged_and_nowhere_else():
    found = derive(away(sun), FARMING, TAOBEI)
    assert isinstance(found, Gap)
    assert (found.article, found.wants) == (15, "arrangement")
    assert who(delegated(FARMING, POLICE, "arrangement", away(sun)), FARMING, TAOBEI) == zhou
    assert who(delegated(FARMING, POLICE, "entrustment", away(sun)), FARMING, TAOBEI) is None
    assert ground(delegated(FARMING, POLICE, "arrangement", away(sun)), FARMING, TAOBEI) == (
        "arrangement",
        15,
    )


def test_a_delegation_s_basis_goes_on_record_with_the_ground():
    found = derive(delegated(HEAD, POLICE, "entrustment", away(zhao), basis="县长6月1日签批"), HEAD, YANGGAO)
    assert isinstance(found, Stand)
    assert found.note == "受县长委托主持县政府工作（县长6月1日签批）"
