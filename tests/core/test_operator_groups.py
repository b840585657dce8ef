"""The groups of operators are there from the first migration on, under the names that the admin site looks for."""

import pytest
from django.contrib.auth.models import Group

from govrules.core import admin


@pytest.mark.django_db
def test_the_groups_of_operators_exist() -> None:
    assert {admin.SYSTEM, admin.AUDIT} <= set(Group.objects.values_list("name", flat=True))
