"""What operators keep for the documents floor: the number series (发文字号)."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from documents.dispatch.models import DrawnNumber, Series
from govrules.core.admin import ForOperators, WithHistory


@admin.register(Series)
class SeriesAdmin(ForOperators, WithHistory):
    """A series counts by itself; one from which a number was drawn stays as those numbers have it."""

    list_display = ("code", "name", "in_name_of", "government")
    list_filter = ("government", "in_name_of")
    list_select_related = ("government",)
    search_fields = ("code", "name")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        drawn = obj is not None and DrawnNumber.objects.filter(series=obj.pk).exists()
        return not drawn and super().has_change_permission(request, obj)
