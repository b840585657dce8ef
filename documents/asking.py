"""A form asks only what the adopted rules look at: what no rule asks about is not on the page."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django import forms

Asked = Collection[str]


def keep_asked(form: forms.Form, asked_by: Mapping[str, Collection[str]], asked: Asked) -> None:
    """Drop the fields for whose facts the rules never ask."""
    for name, facts in asked_by.items():
        if not set(facts) & set(asked):
            del form.fields[name]


def only_asked(field: forms.ChoiceField, asked: Asked) -> None:
    """Of a field whose choices are facts keep those for which the rules ask."""
    field.choices = [choice for choice in field.choices if choice[0] in asked]
