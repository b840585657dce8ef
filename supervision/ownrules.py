"""How often the office reports how decisions are carried out, where the rules say 定期 and no more: its own rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from govrules.core.errors import BadInput
from govrules.core.office.forms import ActForm, Day
from govrules.core.office.ownkeys import Offer, OwnKey

KEY = "supervision.report_months"
LONGEST = 12


class PeriodForm(ActForm):
    months = forms.IntegerField(label="几个月报告一次落实情况", min_value=1, max_value=LONGEST)
    basis = forms.CharField(label="依据", max_length=200, help_text="如：办公室督查工作规定")
    since = Day(label="自")


def checked(value: Mapping[str, Any]) -> dict[str, Any]:
    count = value.get("count")
    if type(count) is not int or not 1 <= count <= LONGEST:
        raise BadInput(f"应为1至{LONGEST}个月", field="months")
    return {"count": count}


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"count": data["months"]}


def words(value: Mapping[str, Any]) -> str:
    return f"每{value.get('count', '')}个月"


OFFER = Offer("state-report", "规定落实情况报告周期", PeriodForm, typed)
OWN_KEYS = {KEY: OwnKey("落实情况报告的周期", checked, words, offer=OFFER)}
