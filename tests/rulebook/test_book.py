"""The questions that the floors ask of a rulebook, on the small sample."""

import pytest

from govrules import rulebook
from govrules.rulebook import FactError, RouteError, RulebookError
from tests.rulebook.samples import PROVISIONS, RULES, book, changed

SAMPLE = book()


def test_what_rules_these_are():
    assert SAMPLE.id == "sample-2030"
    assert SAMPLE.title == "样例区人民政府工作规则"
    assert SAMPLE.government == "样例区人民政府"
    assert SAMPLE.number == "样政发〔2030〕1号"
    assert (SAMPLE.articles, SAMPLE.prefix) == (9, "SP")
    assert SAMPLE.issued < SAMPLE.in_force


def test_all_elements_are_in_the_order_of_the_sections():
    keys = [element.key for element in SAMPLE.elements]
    assert keys == [
        "head", "deputy", "office_director", "standing", "length", "countersign_reply",
        "incoming_ordinary", "incoming_major", "standing", "letters_register", "stand_in_head",
    ]  # fmt: skip
    assert [SAMPLE.section_of(element) for element in SAMPLE.elements][3:5] == ["bodies", "gates"]


@pytest.mark.parametrize(
    ("ask", "key"),
    [("post", "deputy"), ("body", "standing"), ("gate", "length")],
)
def test_a_named_element_is_found(ask, key):
    assert getattr(SAMPLE, ask)(key).key == key


@pytest.mark.parametrize("ask", ["post", "body", "gate", "provision"])
def test_an_unknown_name_is_an_error(ask):
    with pytest.raises(RulebookError, match="规则里没有“nobody”"):
        getattr(SAMPLE, ask)("nobody")


def test_an_unknown_post_lists_the_posts_there_are():
    with pytest.raises(RulebookError) as raised:
        SAMPLE.post("mayor")
    assert raised.value.allowed == ("head", "deputy", "office_director")


def test_gates_are_those_of_the_act():
    assert [gate.key for gate in SAMPLE.gates_for("submit", {})] == ["length"]
    assert SAMPLE.gates_for("issue", {}) == []


def test_gates_are_chosen_by_the_facts():
    narrowed = book(changed(RULES, "params = { max = 2000 }", 'params = { max = 2000 }\nwhen = { scope = "other" }'))
    assert [gate.key for gate in narrowed.gates_for("submit", {"scope": "other"})] == ["length"]
    assert narrowed.gates_for("submit", {"scope": "overall"}) == []
    assert narrowed.gates_for("submit", {}) == []


def test_gates_do_not_take_unknown_facts():
    with pytest.raises(FactError):
        SAMPLE.gates_for("submit", {"size": 3})


def test_the_facts_that_an_act_needs_are_those_of_conditions_and_checks():
    narrowed = book(changed(RULES, "params = { max = 2000 }", 'params = { max = 2000 }\nwhen = { scope = "other" }'))
    assert narrowed.facts_for("submit") == {"scope", "length"}
    assert SAMPLE.facts_for("issue") == frozenset()


def test_a_deadline_is_found_by_its_key():
    rule = SAMPLE.deadline("countersign_reply")
    assert (rule.count, rule.unit, rule.article) == (3, "workday", 5)
    assert (rule.on_pass, rule.on_pass_article, rule.on_pass_strength) == ("deemed_no_objection", 6, "must")


def test_an_unknown_deadline_lists_the_kinds_there_are():
    with pytest.raises(RouteError, match="规则里没有“reply”这个时限.*countersign_reply"):
        SAMPLE.deadline("reply")


TWO_SPEEDS = RULES.replace(
    "[deadlines.countersign_reply]\n",
    '[deadlines.reply_major]\nkind = "countersign_reply"\nwhen = { major = true }\narticle = 5\n'
    'strength = "must"\ncount = 7\nstarts = "countersign_sent"\n\n'
    '[deadlines.reply_ordinary]\nkind = "countersign_reply"\nwhen = { major = false }\n',
)


@pytest.mark.parametrize(("facts", "count"), [({}, 3), ({"major": False}, 3), ({"major": True}, 7)])
def test_of_deadlines_of_a_kind_the_facts_choose(facts, count):
    assert book(TWO_SPEEDS).deadline("countersign_reply", facts).count == count


@pytest.mark.parametrize(
    ("facts", "key"),
    [({}, "incoming_ordinary"), ({"major": False}, "incoming_ordinary"), ({"major": True}, "incoming_major")],
)
def test_of_routes_of_a_kind_the_facts_choose(facts, key):
    assert SAMPLE.route("incoming", facts).key == key


def test_an_unknown_route_lists_the_kinds_there_are():
    with pytest.raises(RouteError, match="规则里没有“outgoing”这个流程") as raised:
        SAMPLE.route("outgoing")
    assert raised.value.allowed == ("incoming",)


def test_steps_are_chosen_by_their_own_facts():
    rules = changed(RULES, 'post = "deputy"\ngroup = 2', 'post = "deputy"\nwhen = { touches_others = true }\ngroup = 2')
    route = book(rules).route("incoming")
    assert [step.post for step in route.steps_for({})] == ["office_director"]
    assert [step.post for step in route.steps_for({"touches_others": True})] == ["office_director", "deputy"]


def test_stand_in_gives_the_grounds_of_a_post():
    (ground,) = SAMPLE.stand_in("head", {})
    assert (ground.ground, ground.on, ground.candidates) == ("entrustment", ("absence",), ("deputy",))
    assert (ground.acts, ground.article) == ((), 1)


def test_a_post_of_which_the_rules_say_nothing_has_no_stand_in():
    assert SAMPLE.stand_in("deputy") == []
    assert SAMPLE.stand_in("office_clerk", {"major": True}) == []


def test_grounds_may_depend_on_the_facts():
    rules = changed(RULES, 'kind = "stand_in"', 'kind = "stand_in"\nwhen = { major = false }')
    assert len(book(rules).stand_in("head", {})) == 1
    assert book(rules).stand_in("head", {"major": True}) == []


def test_a_feature_is_found_by_its_key_or_its_kind():
    assert SAMPLE.feature("stand_in_head").key == "stand_in_head"
    assert SAMPLE.feature("stand_in").key == "stand_in_head"
    assert SAMPLE.feature("first_topic_study") is None


def test_two_features_of_a_kind_cannot_be_asked_for_as_one():
    again = RULES[RULES.index("[features.stand_in_head]") :].replace("stand_in_head", "stand_in_deputy")
    again = again.replace('post = "head"', 'post = "deputy"').replace(
        'candidates = ["deputy"]', 'candidates = ["head"]'
    )
    with pytest.raises(RouteError, match="有2条同时符合"):
        book(RULES + again).feature("stand_in")


def test_cadences_are_those_of_a_body():
    assert [cadence.at_least for cadence in SAMPLE.cadences_for("standing")] == [2]
    assert SAMPLE.cadences_for("plenary") == []


def test_an_article_knows_what_the_program_does_for_it():
    assert [element.key for element in SAMPLE.article_elements(6)] == ["countersign_reply"]
    assert [element.key for element in SAMPLE.article_elements(3)] == ["standing", "standing"]
    assert SAMPLE.article_elements(9) == []
    assert [provision.id for provision in SAMPLE.article_provisions(9)] == ["SP-9-1"]


def test_a_provision_is_found_by_its_id():
    provision = SAMPLE.provision("SP-8-1")
    assert (provision.article, provision.kind, provision.capability) == (8, "record", "SUP.petitions")
    assert provision.summary == "登记来信"


def test_what_is_shipped_is_listed_and_read_once():
    assert "yanggao-2024" in rulebook.available()
    assert rulebook.load("yanggao-2024") is rulebook.load("yanggao-2024")


@pytest.mark.parametrize("name", ["nowhere-1999", "../yanggao-2024", "", "yanggao-2024/"])
def test_a_rulebook_that_is_not_shipped_is_refused(name):
    with pytest.raises(RulebookError, match="没有这部规则") as raised:
        rulebook.load(name)
    assert raised.value.allowed == tuple(rulebook.available())


def test_texts_and_folder_give_the_same_rulebook():
    shipped = rulebook.load("yanggao-2024")
    again = rulebook.load_text(*(read("yanggao-2024", name) for name in ("rulebook.toml", "provisions.csv")))
    assert again.sha256 == shipped.sha256
    assert again is not shipped


def read(key, name):
    return (rulebook.loader.DATA / key / name).read_text(encoding="utf-8")


def test_a_rulebook_without_provisions_can_be_read():
    rules = RULES
    for carried in ("SP-4-1", "SP-5-1", "SP-8-1"):
        rules = changed(rules, f'carries = ["{carried}"]\n', "")
    assert book(rules, PROVISIONS.splitlines()[0] + "\n").provisions == ()
