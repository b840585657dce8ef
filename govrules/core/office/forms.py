"""The shape of what the office types about its people; whether it may be so is for the acts to say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from govrules.core import clock, registry
from govrules.core.clock import date_of
from govrules.core.errors import Refused
from govrules.core.notices.kinds import KINDS
from govrules.core.office.guards import require_sane_day
from govrules.core.office.models import (
    Appointment,
    EntrustmentKind,
    Government,
    Official,
    Organ,
    Seat,
)
from govrules.core.office.ownkeys import LIMIT, LONGEST_LIMIT, UNITS
from govrules.core.office.queries import adoption_on, book_of, current, holders
from govrules.core.office.roster import PAIRINGS
from govrules.core.office.settling import PLACES, place_of
from govrules.core.wording import article_name
from govrules.rulebook import Rulebook
from govrules.rulebook.vocabulary import STEP_ACTS

LIMITED = ("review", "approve", "sign", "read")  # the kinds of step for which the office may set a time limit here


class Moment(forms.DateTimeField):
    """A day and an hour, by the browser's own picker."""

    def __init__(self, **said: Any) -> None:
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        wrong = {"invalid": "请填写有效的日期和时间"}
        super().__init__(widget=picker, error_messages=wrong, **said)


class Day(forms.DateField):
    """A day, by the browser's own picker."""

    def __init__(self, **said: Any) -> None:
        picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=picker, error_messages={"invalid": "请填写有效的日期"}, **said)


class ActForm(forms.Form):
    """A form that hands over to an act and can show why it was refused."""

    def refuse(self, refused: Refused) -> None:
        """Put an act's reasons beside the field that they are about, or above the form."""
        field = getattr(refused, "field", "")
        for reason in refused.reasons:
            cited = f"（{article_name(reason.article)}）" if reason.article and "条）" not in reason.message else ""
            words = "。".join(part for part in (reason.message + cited, reason.remedy) if part)
            self.add_error(field if field in self.fields else None, words)

    def choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        self.fields[name].choices = [("", "请选择"), *choices]


def chosen(label: str, **said: Any) -> forms.TypedChoiceField:
    """One row out of a list, by its key."""
    return forms.TypedChoiceField(label=label, coerce=int, **said)


class AbsenceForm(ActForm):
    official = chosen("外出人员")
    starts_at = Moment(label="离开")
    ends_at = Moment(label="预计返回")
    reason = forms.CharField(label="事由", max_length=100, help_text="如：赴市政府开会")
    place = forms.CharField(label="地点", max_length=60, required=False)

    def __init__(self, government: Government, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.choose("official", people(government, date_of(at)))


class ExtensionForm(ActForm):
    ends_at = Moment(label="改为何时返回")


class EntrustForm(ActForm):
    seat = forms.ChoiceField(label="谁的工作")
    to_seat = chosen("由谁代行")
    starts_at = Moment(label="自")
    ends_at = Moment(label="至", required=False, help_text="不填则直到登记撤销")
    basis = forms.CharField(label="依据", max_length=200, help_text="如：主要负责人6月1日签批、电话记录")

    def __init__(self, government: Government, at: datetime, mine: Official | None, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        seats, delegates = delegable(government, at, mine)
        self.choose("seat", seats)
        self.choose("to_seat", delegates)

    @property
    def offers_something(self) -> bool:
        """Whether there is anybody's work that he may entrust."""
        return len(self.fields["seat"].choices) > 1

    @property
    def delegated(self) -> tuple[int, str]:
        """The seat and the kind that were chosen together."""
        seat, kind = self.cleaned_data["seat"].split(":")
        return int(seat), kind


class PairForm(ActForm):
    counterpart = chosen("B角")
    since = Day(label="自")

    def __init__(self, seat: Seat, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rules = book_of(adoption_on(seat.government, date_of(at))).stand_in(seat.post, {})
        posts = {post for rule in rules if rule.ground in PAIRINGS for post in rule.candidates}
        others = Seat.objects.filter(government=seat.government, post__in=posts).exclude(pk=seat.pk)
        self.choose("counterpart", named(list(others), date_of(at)))


class CoverForm(ActForm):
    seat = chosen("分管领导")
    since = Day(label="自")

    def __init__(self, organ: Organ, at: datetime, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        leaders = Seat.objects.filter(government=organ.government_id, organ=None)
        self.choose("seat", named(list(leaders), date_of(at)))


class AppointForm(ActForm):
    official = chosen("任职人员")
    since = Day(label="自")

    def __init__(self, seat: Seat, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = Official.objects.filter(government=seat.government_id, is_active=True).order_by("name", "pk")
        self.choose("official", [(official.pk, official.name) for official in known])


class EndForm(ActForm):
    until = Day(label="自哪一天起不再担任")


class StandInSettingForm(ActForm):
    post = forms.ChoiceField(label="谁不在岗时")
    posts = forms.MultipleChoiceField(
        label="由谁代行（按先后）", widget=forms.CheckboxSelectMultiple, help_text="只能由同一单位内的岗位代行"
    )
    basis = forms.CharField(label="依据", max_length=200, help_text="如：办公室领导分工文件")
    since = Day(label="自")

    def __init__(self, book: Rulebook, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        posts = [post for post in book.posts if not post.role and not post.key.endswith("_clerk")]
        silent = [post for post in posts if not book.stand_in(post.key, {})]
        self.choose("post", [(post.key, post.title) for post in silent])
        places = dict.fromkeys(place_of(post.key) for post in silent)
        self.fields["posts"].choices = [
            (PLACES[place], [(post.key, post.title) for post in posts if place_of(post.key) == place])
            for place in places
        ]


def limited() -> list[tuple[str, str]]:
    """What the office may set a time limit for: kinds of step, and what the floors add."""
    floors = [(key.removeprefix(LIMIT), own.limit) for key, own in registry.own_keys().items() if own.limit]
    return [*((act, STEP_ACTS[act]) for act in LIMITED), *floors]


class LimitSettingForm(ActForm):
    act = forms.ChoiceField(label="环节", choices=limited)
    count = forms.IntegerField(label="时限", min_value=1, max_value=LONGEST_LIMIT)
    unit = forms.ChoiceField(label="单位", choices=UNITS)
    basis = forms.CharField(label="依据", max_length=200, help_text="如：办公室收文办理规定")
    since = Day(label="自")


class RobotSettingForm(ActForm):
    kinds = forms.MultipleChoiceField(
        label="由群机器人发送哪些通知", choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple
    )
    titles = forms.BooleanField(
        label="写明事项标题", required=False,
        help_text="群成员都能看到，群消息由外部服务保存；不勾选时只写某某有几件待办和登录地址",
    )  # fmt: skip
    basis = forms.CharField(label="依据", max_length=200, help_text="如：办公室工作群管理规定")
    since = Day(label="自")


class WorkbookForm(ActForm):
    """A workbook to be looked at; its content is for the act to read."""

    upload = forms.FileField(
        label="工作簿",
        help_text=".xlsx 文件，不超过 5 MB。先核对，不改动资料。",
        error_messages={"required": "请选择文件", "empty": "文件是空的，请重新选择"},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    as_of = Day(label="“自”留空的从哪一天起")

    def clean_as_of(self) -> date:
        try:
            require_sane_day(self.cleaned_data["as_of"], clock.now(), "as_of")
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        return self.cleaned_data["as_of"]


# --- What there is to choose from ----------------------------------------------------------------------


def people(government: Government, on: date) -> list[tuple[int, str]]:
    """Everyone who holds a seat that day, with his highest one, leaders first."""
    held = Appointment.objects.filter(current(on), seat__government=government, official__is_active=True)
    found: dict[int, str] = {}
    rows = held.select_related("official", "seat__organ").order_by("seat__order", "seat")
    for row in sorted(rows, key=lambda r: (r.seat.organ is not None, r.seat.organ.order if r.seat.organ else 0)):
        found.setdefault(row.official_id, f"{row.official.name}（{row.seat.title}）")
    return list(found.items())


def named(seats: list[Seat], on: date) -> list[tuple[int, str]]:
    """Seats with the names of those who fill them."""
    filled = holders(seats, on)
    return [(s.pk, f"{s.title}　{filled[s.pk].name if s.pk in filled else '（空缺）'}") for s in seats]


def delegable(
    government: Government, at: datetime, mine: Official | None
) -> tuple[list[tuple[str, str]], list[tuple[int, str]]]:
    """Seats whose work the rulebook lets be delegated, with the way; and the seats that it may go to.

    `mine`: only the seats that this official holds himself.
    """
    on = date_of(at)
    book = book_of(adoption_on(government, on))
    kinds = {
        (post.key, rule.ground): set(rule.candidates)
        for post in book.posts
        for rule in book.stand_in(post.key, {})
        if rule.ground in EntrustmentKind.values
    }
    seats = list(Seat.objects.filter(government=government, post__in={post for post, _ in kinds}))
    filled = holders(seats, on)
    own = [s for s in seats if mine is None or filled.get(s.pk) == mine]
    givers = [
        (
            f"{s.pk}:{kind}",
            f"{s.title}　{filled[s.pk].name if s.pk in filled else '（空缺）'}（{EntrustmentKind(kind).label}）",
        )
        for s in own
        for post, kind in kinds
        if post == s.post
    ]
    takers = Seat.objects.filter(government=government, post__in=set().union(*kinds.values()))
    return givers, named(list(takers), on)
