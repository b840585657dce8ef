"""The groups of operators are there from the first migration on, under the names that the program looks for."""

import pytest
from django.contrib.auth.models import Group

from govrules.core import access


@pytest.mark.django_db
def test_the_groups_of_operators_exist() -> None:
    assert {access.SYSTEM, access.AUDIT} <= set(Group.objects.values_list("name", flat=True))
