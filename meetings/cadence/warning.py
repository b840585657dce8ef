"""How many working days before a period ends the office is told of a meeting that is still due: its own rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from govrules.core.errors import BadInput
from govrules.core.office.forms import ActForm, Day
from govrules.core.office.ownkeys import Offer, OwnKey, counted

KEY = "cadence.warn"
LONGEST = 60


class WarningForm(ActForm):
    days = forms.IntegerField(label="周期结束前几个工作日提醒办公室", min_value=1, max_value=LONGEST)
    basis = forms.CharField(label="依据", max_length=200, help_text="如：办公室会议管理规定")
    since = Day(label="自")


def checked(value: Mapping[str, Any]) -> dict[str, Any]:
    count = value.get("count")
    if type(count) is not int or not 1 <= count <= LONGEST:
        raise BadInput(f"应为1至{LONGEST}个工作日", field="count")
    return {"count": count, "unit": "workday"}


def typed(data: Mapping[str, Any]) -> dict[str, Any]:
    return {"count": data["days"]}


OFFER = Offer("cadence", "规定会议次数提醒", WarningForm, typed)
OWN_KEYS = {KEY: OwnKey("会议次数不足时，在周期结束前几个工作日提醒", checked, counted, offer=OFFER)}
