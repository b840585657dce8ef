"""What operators keep: organs, seats, officials and log-ins. Everything else they may look at and not touch.

Operators are Django groups: 系统管理员 keep the base data, 审计员 see the records. What standing in rests on is
written by the office's acts alone; an operator's appointment (the first people of a new government) goes through the
same act. No act on a document is ever possible from here.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from govrules.core.access import OPERATORS, access, belongs
from govrules.core.calendar.models import CalendarYear
from govrules.core.deadlines.models import Deadline, SweepRun
from govrules.core.errors import Refused
from govrules.core.journal.models import JournalEntry, Seal
from govrules.core.matters.models import Step, StepState
from govrules.core.notices.models import Notice, Robot, RobotMessage
from govrules.core.office import actions
from govrules.core.office.models import (
    ABPair,
    Absence,
    Account,
    Adoption,
    Appointment,
    Boundary,
    Entrustment,
    Government,
    OfficeSetting,
    Official,
    Organ,
    Portfolio,
    Seat,
)
from govrules.core.operators import AUDIT, SYSTEM
from govrules.core.texts.models import OfficialText

admin.site.site_header = admin.site.site_title = "系统管理"
admin.site.index_title = "基础数据和运行记录"


class ForOperators(admin.ModelAdmin):
    """Kept by system operators, seen by auditors, never deleted: rows refer to each other for good."""

    keepers: tuple[str, ...] = (SYSTEM,)
    viewers: tuple[str, ...] = (SYSTEM, AUDIT)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return belongs(request, *self.viewers)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return belongs(request, *self.viewers)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return belongs(request, *self.keepers)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return belongs(request, *self.keepers)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnly(ForOperators):
    """Records: looked at, never touched."""

    keepers = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class WithHistory(SimpleHistoryAdmin):
    """Every version can be looked at; none is put back from here."""

    def has_view_history_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_change_history_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


# --- Kept by operators ---------------------------------------------------------------------------------


@admin.register(Government)
class GovernmentAdmin(ForOperators, WithHistory):
    list_display = ("name", "short_name", "place", "key", "workbook")
    search_fields = ("name", "key")

    @admin.display(description="人员工作簿")
    def workbook(self, government: Government) -> str:
        return format_html('<a href="{}">导入、导出</a>', reverse("office:workbook", args=[government.key]))


@admin.register(Organ)
class OrganAdmin(ForOperators, WithHistory):
    list_display = ("name", "short_name", "kind", "code", "government", "order", "is_active")
    list_filter = ("government", "kind", "is_active")
    list_select_related = ("government",)
    search_fields = ("name", "short_name", "key")


@admin.register(Seat)
class SeatAdmin(ForOperators, WithHistory):
    list_display = ("title", "post", "organ", "government", "order")
    list_filter = ("government", "post")
    list_select_related = ("government", "organ")
    search_fields = ("title", "key")
    autocomplete_fields = ("organ",)


class OfficialForm(forms.ModelForm):
    """Whoever leaves is first relieved of his seats, so that no step waits for one who is gone."""

    class Meta:
        model = Official
        fields = ("government", "key", "name", "email", "phone", "is_active")

    def clean_is_active(self) -> bool:
        active = self.cleaned_data["is_active"]
        held = Appointment.objects.filter(official=self.instance.pk, until=None).select_related("seat")
        if not active and self.instance.pk and held:
            raise ValidationError(f"还任{'、'.join(row.seat.title for row in held)}，请先由办公室登记免职")
        return active


@admin.register(Official)
class OfficialAdmin(ForOperators, WithHistory):
    form = OfficialForm
    list_display = ("name", "government", "email", "phone", "is_active")
    list_filter = ("government", "is_active")
    list_select_related = ("government",)
    search_fields = ("name", "key")


class AccountCreation(AdminUserCreationForm):
    class Meta(AdminUserCreationForm.Meta):
        model = Account
        fields = ("username", "official")


class AccountChange(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = Account
        fields = "__all__"


@admin.register(Account)
class AccountAdmin(ForOperators, UserAdmin):
    """Log-ins. Only a superuser makes operators; nobody lifts himself up from here."""

    form, add_form = AccountChange, AccountCreation
    list_display = ("username", "official", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "groups")
    list_select_related = ("official",)
    search_fields = ("username", "official__name")
    autocomplete_fields = ("official",)
    fieldsets = (
        (None, {"fields": ("username", "password", "official", "email", "large_type")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "official", "usable_password", "password1", "password2")}),)
    filter_horizontal = ("groups",)

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> tuple[str, ...]:
        times = ("last_login", "date_joined")
        return times if request.user.is_superuser else (*times, "is_staff", "is_superuser", "groups")

    def has_change_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        """An operator does not change a superuser's log-in, his password least of all."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    @access(OPERATORS)
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        return super().user_change_password(request, id, form_url)


class AppointmentForm(forms.ModelForm):
    """The act is tried while the form is checked, and undone; saving does it in earnest."""

    class Meta:
        model = Appointment
        fields = ("seat", "official", "since")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            try:
                with transaction.atomic():
                    actions.appoint(data["seat"], data["official"], data["since"])
                    transaction.set_rollback(True)
            except Refused as refused:
                raise ValidationError(str(refused)) from None
        return data


@admin.register(Appointment)
class AppointmentAdmin(ForOperators, WithHistory):
    form = AppointmentForm
    list_display = ("seat", "official", "since", "until")
    list_filter = ("seat__government", "seat__post")
    list_select_related = ("seat", "official")
    search_fields = ("seat__title", "official__name")
    autocomplete_fields = ("seat", "official")

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:
        row = actions.appoint(obj.seat, obj.official, obj.since)
        obj.pk, obj._state.adding = row.pk, False


# --- Looked at -----------------------------------------------------------------------------------------


@admin.register(Portfolio)
class PortfolioAdmin(ReadOnly, WithHistory):
    list_display = ("seat", "organ", "since", "until")
    list_select_related = ("seat", "organ")


@admin.register(ABPair)
class PairAdmin(ReadOnly, WithHistory):
    list_display = ("seat", "counterpart", "since", "until")
    list_select_related = ("seat", "counterpart")


@admin.register(Absence)
class AbsenceAdmin(ReadOnly, WithHistory):
    list_display = ("official", "starts_at", "ends_at", "returned_at", "cancelled_at", "reason")
    list_select_related = ("official",)


@admin.register(Entrustment)
class EntrustmentAdmin(ReadOnly, WithHistory):
    list_display = ("seat", "to_seat", "kind", "starts_at", "ends_at", "revoked_at", "basis")
    list_select_related = ("seat", "to_seat")


@admin.register(OfficeSetting)
class OfficeSettingAdmin(ReadOnly, WithHistory):
    list_display = ("government", "key", "value", "basis", "since", "until")
    list_select_related = ("government",)


@admin.register(CalendarYear)
class CalendarYearAdmin(ReadOnly, WithHistory):
    """The years as loaded; a notice is loaded on a page of its own, to which the list leads."""

    list_display = ("year", "state", "notice_number", "source", "loaded_at", "loaded_by")
    list_select_related = ("loaded_by",)


@admin.register(Adoption)
class AdoptionAdmin(ReadOnly):
    list_display = ("government", "rulebook_id", "in_force", "until", "adopted_at", "adopted_by", "sha256")
    list_filter = ("government",)
    list_select_related = ("government", "adopted_by")


@admin.register(OfficialText)
class OfficialTextAdmin(ReadOnly):
    """Loaded by the operators' page of the rules, or by the command; here it is only on record."""

    list_display = ("government", "rulebook_id", "number", "file_name", "imported_at", "imported_by", "replaced_at")
    list_filter = ("government",)
    list_select_related = ("government", "imported_by")


@admin.register(JournalEntry)
class JournalAdmin(ReadOnly):
    list_display = ("at", "act", "text", "actor", "article", "government")
    list_filter = ("government", "act")
    list_select_related = ("actor", "government")
    search_fields = ("text",)
    show_full_result_count = False


@admin.register(Step)
class HeldAdmin(ReadOnly):
    """Steps that nobody may act on and that no one in the office can keep: the operator is their custodian."""

    list_display = ("matter_id", "act", "seat", "missing", "started_at")
    list_select_related = ("seat",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Step]:
        return super().get_queryset(request).filter(state=StepState.HELD, custodian=None)


@admin.register(Deadline)
class DeadlineAdmin(ReadOnly):
    list_display = ("rule", "article", "opened_at", "due_at", "provisional", "state", "attempts")
    list_filter = ("state", "rule", "provisional")
    show_full_result_count = False


@admin.register(Boundary)
class BoundaryAdmin(ReadOnly):
    list_display = ("at", "government", "official", "seat", "done_at", "attempts", "last_error")
    list_filter = ("government",)
    list_select_related = ("government", "official", "seat")


@admin.register(Notice)
class NoticeAdmin(ReadOnly):
    """What was not delivered is found by its state: 发送失败 was refused for good, 结果不明 may have arrived."""

    list_display = ("created_at", "recipient", "channel", "subject", "state", "attempts", "last_error")
    list_filter = ("state", "channel", "government")
    list_select_related = ("recipient",)
    exclude = ("body", "message")
    show_full_result_count = False


@admin.register(Robot)
class RobotAdmin(ReadOnly):
    """How the group robots stand; their addresses are in the environment and on no page."""

    list_display = ("government", "channel", "failures", "resume_at", "last_error")
    list_select_related = ("government",)


@admin.register(RobotMessage)
class RobotMessageAdmin(ReadOnly):
    list_display = ("started_at", "government", "channel", "state", "ended_at", "error")
    list_filter = ("state", "robot__channel", "robot__government")
    list_select_related = ("robot__government",)
    exclude = ("robot",)
    show_full_result_count = False

    @admin.display(description="政府")
    def government(self, message: RobotMessage) -> str:
        return message.robot.government.name

    @admin.display(description="服务")
    def channel(self, message: RobotMessage) -> str:
        return message.robot.get_channel_display()


@admin.register(SweepRun)
class SweepAdmin(ReadOnly):
    list_display = ("started_at", "finished_at", "warned", "passed", "acted", "failed")


@admin.register(Seal)
class SealAdmin(ReadOnly):
    list_display = ("at", "digest")
