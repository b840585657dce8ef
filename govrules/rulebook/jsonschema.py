"""The JSON Schema of rulebook.toml, for editors: completion, and faults underlined while typing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from govrules.rulebook import vocabulary as words
from govrules.rulebook.features import FEATURES, Feature
from govrules.rulebook.loader import SECTIONS
from govrules.rulebook.schema import Element, Header

SCHEMA_FILE = Path(__file__).with_name("rulebook.schema.json")
KEYS = {"posts": words.POSTS, "bodies": words.BODIES, "registers": words.REGISTERS}


def rulebook_schema() -> dict[str, Any]:
    features = sorted({Feature, *FEATURES.values()}, key=lambda model: model.__name__)
    models: list[type[BaseModel]] = list(dict.fromkeys([Header, *SECTIONS.values(), *features]))
    refs, definitions = models_json_schema([(model, "validation") for model in models])
    found = {model: refs[(model, "validation")] for model in models}
    for definition in definitions["$defs"].values():
        if "when" in definition.get("properties", {}):
            definition["properties"]["when"] = {"$ref": "#/$defs/When"}
    for model in models:
        if issubclass(model, Element):
            without_key(definitions["$defs"][model.__name__])
    sections = {name: section(name, [found[model]]) for name, model in SECTIONS.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rulebook.toml",
        "type": "object",
        "properties": {
            "rulebook": found[Header],
            **sections,
            "features": section("features", [found[model] for model in features]),
        },
        "required": ["rulebook"],
        "additionalProperties": False,
        "$defs": {**definitions["$defs"], "When": when_schema()},
    }


def without_key(definition: dict[str, Any]) -> None:
    """An element's key is the name in the brackets, not a line of its table."""
    definition["properties"].pop("key")
    definition["required"].remove("key")


def section(name: str, refs: list[dict[str, Any]]) -> dict[str, Any]:
    names = {"enum": list(KEYS[name])} if name in KEYS else {"pattern": "^[a-z][a-z0-9_]*$"}
    element = refs[0] if len(refs) == 1 else {"anyOf": refs}
    return {"type": "object", "propertyNames": names, "additionalProperties": element}


def when_schema() -> dict[str, Any]:
    properties = {key: fact_schema(fact) for key, fact in words.FACTS.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def fact_schema(fact: words.Fact) -> dict[str, Any]:
    kinds = {str: "string", int: "integer", bool: "boolean", date: "string"}
    one: dict[str, Any] = {"type": kinds[fact.type]}
    if fact.domain is not None:
        one["enum"] = list(fact.domain)
    choices: list[dict[str, Any]] = [one, {"type": "array", "items": one, "minItems": 1}]
    if fact.type in (int, date):
        bounds = {"min": one, "max": one}
        choices.append({"type": "object", "properties": bounds, "additionalProperties": False})
    return {"description": fact.name, "anyOf": choices}


def schema_text() -> str:
    return json.dumps(rulebook_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
