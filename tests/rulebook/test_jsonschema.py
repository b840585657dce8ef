"""The JSON Schema for editors: kept in a file, never stale, and saying what the loader says."""

import json
import tomllib

import pytest

from govrules import rulebook
from govrules.rulebook import vocabulary as words
from govrules.rulebook.jsonschema import SCHEMA_FILE, rulebook_schema, schema_text
from govrules.rulebook.loader import DATA, SECTIONS

SCHEMA = rulebook_schema()


def definition(name):
    return SCHEMA["$defs"][name]


def test_the_kept_file_is_not_stale():
    kept = SCHEMA_FILE.read_text(encoding="utf-8")
    assert kept == schema_text(), "run: python -m govrules.rulebook schema > govrules/rulebook/rulebook.schema.json"


def test_it_has_the_head_and_every_section_and_nothing_else():
    assert list(SCHEMA["properties"]) == ["rulebook", *SECTIONS]
    assert SCHEMA["additionalProperties"] is False


@pytest.mark.parametrize("name", ["Post", "Body", "Gate", "DeadlineRule", "Route", "Cadence", "Register", "Feature"])
def test_an_element_s_key_stands_in_the_brackets(name):
    assert "key" not in definition(name)["properties"]
    assert "key" not in definition(name)["required"]
    assert definition(name)["additionalProperties"] is False
    assert "article" in definition(name)["required"]


@pytest.mark.parametrize(
    ("name", "field", "lexicon"),
    [("Gate", "check", words.CHECKS), ("Gate", "act", words.ACTS), ("DeadlineRule", "starts", words.EVENTS)]
    + [("RouteStep", "act", words.STEP_ACTS), ("RouteStep", "post", words.POSTS)],
)
def test_words_of_the_vocabulary_are_offered(name, field, lexicon):
    assert definition(name)["properties"][field]["enum"] == list(lexicon)


@pytest.mark.parametrize(
    ("section", "lexicon"), [("posts", words.POSTS), ("bodies", words.BODIES), ("registers", words.REGISTERS)]
)
def test_keys_that_are_words_are_offered(section, lexicon):
    assert SCHEMA["properties"][section]["propertyNames"]["enum"] == list(lexicon)


def test_conditions_offer_every_fact_with_its_domain():
    facts = definition("When")["properties"]
    assert set(facts) == set(words.FACTS)
    assert facts["doc_kind"]["anyOf"][0]["enum"] == ["request", "report"]
    assert facts["doc_kind"]["description"] == "文种"
    assert [choice["type"] for choice in facts["portfolios"]["anyOf"]] == ["integer", "array", "object"]
    assert [choice["type"] for choice in facts["major"]["anyOf"]] == ["boolean", "array"]


def test_every_reference_leads_somewhere():
    for reference in references(SCHEMA):
        assert reference.removeprefix("#/$defs/") in SCHEMA["$defs"]


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for inner in node.values():
            yield from references(inner)
    if isinstance(node, list):
        for inner in node:
            yield from references(inner)


def test_it_is_json():
    assert json.loads(schema_text()) == json.loads(json.dumps(SCHEMA))


@pytest.mark.parametrize("name", rulebook.available())
def test_shipped_rulebooks_use_only_what_the_schema_has(name):
    """A light check by hand, so that no validator is needed: sections, fields, required fields."""
    tables = tomllib.loads((DATA / name / "rulebook.toml").read_text(encoding="utf-8"))
    for section, model in SECTIONS.items():
        found = definition(model.__name__)
        for key, table in tables.get(section, {}).items():
            if section != "features":
                assert set(table) <= set(found["properties"]), (section, key)
            assert set(found["required"]) - {"params"} <= set(table), (section, key)
