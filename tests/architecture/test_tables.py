"""Foreign keys point down the floors, as imports do."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tests.architecture import source

FLOOR_OF_APP = {"core": 0, "leave": 1, "supervision": 1, "documents": 2, "meetings": 3, "portal": 4}
SIDE_BY_SIDE = {("leave", "supervision"), ("supervision", "leave")}
UNSEEN = SIDE_BY_SIDE | {("meetings", "leave"), ("documents", "leave")}  # only the portal sees leave


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in FLOOR_OF_APP:
            yield model


def relations() -> Iterator[tuple[models.Field, str, str]]:
    """Each relation between our own tables, with the floors that it starts from and points to."""
    for model in own_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model in set(own_models()):
                yield field, model._meta.app_label, field.related_model._meta.app_label


def test_every_own_app_has_its_floor() -> None:
    own = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in source.FLOORS}
    assert own - {"project"} <= set(FLOOR_OF_APP)


def test_foreign_keys_point_down() -> None:
    assert [str(field) for field, of, to in relations() if not may_point(of, to)] == []


def may_point(of: str, to: str) -> bool:
    return FLOOR_OF_APP[to] <= FLOOR_OF_APP[of] and (of, to) not in UNSEEN


@pytest.mark.parametrize(
    ("of", "to", "may"),
    [
        ("documents", "core", True),
        ("documents", "documents", True),
        ("core", "documents", False),
        ("supervision", "leave", False),
        ("meetings", "leave", False),
        ("portal", "leave", True),
    ],
)
def test_what_may_point_where(of: str, to: str, may: bool) -> None:
    assert may_point(of, to) is may


def test_the_core_has_relations_to_look_at() -> None:
    """So that the test above cannot pass by seeing nothing."""
    assert len([field for field, _, to in relations() if to == "core"]) > 20


def test_no_relation_is_generic() -> None:
    """A row without a database key to what it is about stays behind when that goes."""
    assert [field for model in own_models() for field in model._meta.private_fields] == []


def test_every_table_has_a_name_in_the_office_s_language() -> None:
    """The administration writes it with an English plural otherwise: Ab pairs, Boundarys."""
    ours = [m for m in apps.get_models() if m._meta.app_label in FLOOR_OF_APP]
    plain = [m.__name__ for m in ours if str(m._meta.verbose_name_plural).isascii()]
    assert ours and plain == []
