"""The groups of operators are there from the first migration on, under the names that the program looks for."""

import pytest
from django.contrib.auth.models import Group

from govrules.core import operators


@pytest.mark.django_db
def test_the_groups_of_operators_exist() -> None:
    assert {operators.SYSTEM, operators.AUDIT} <= set(Group.objects.values_list("name", flat=True))
