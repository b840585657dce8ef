"""What stands on the printed pages of a meeting: minutes, what is recorded apart, agenda, notice, attendance sheet."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from documents.printing.page import Column, OfficialPage, SheetPage
from documents.prints.content import full_day, paragraphs
from govrules.core import clock
from govrules.core.matters.models import Matter
from govrules.core.office.models import Official
from govrules.core.office.queries import adoption_on, book_of, in_office, office_of
from govrules.core.wording import weekday
from meetings.attendance.models import Attendee, Role
from meetings.calling.models import Meeting
from meetings.items.models import AgendaItem
from meetings.minutes.draft import ENDINGS, heading, name_with_number
from meetings.minutes.models import Minutes
from meetings.minutes.names import name_of
from meetings.minutes.record import Record, items_of, record_of

UNNUMBERED = "（未编号）"
SIGN_IN = (
    Column("序号", 0.5, True), Column("姓名", 1.1, True), Column("单位和职务", 2.4), Column("身份", 1.0, True),
    Column("签到", 1.4), Column("备注", 1.2),
)  # fmt: skip


def minutes_of(matter: Matter) -> Minutes:
    related = ("meeting__matter__government", "meeting__room", "meeting__chair")
    minutes = Minutes.objects.select_related(*related).get(pk=matter.pk)
    minutes.matter = matter
    return minutes


def called(meeting: Meeting) -> str:
    """The body's full name, as the rules in force on the meeting's day have it."""
    government = meeting.matter.government
    rules = book_of(adoption_on(government, timezone.localdate(meeting.starts_at)))
    return name_of(government, rules.body(meeting.body))


def minutes_page(matter: Matter) -> OfficialPage:
    """Minutes as 纪要 (GB/T 9704-2012, 10.3)."""
    minutes = minutes_of(matter)
    return official(minutes, minutes.matter.title, minutes.body, record_of(minutes.meeting).roll.printed)


def apart_page(matter: Matter) -> OfficialPage:
    """What was decided on confidential items, on a page of its own that does not go out with the minutes."""
    minutes = minutes_of(matter)
    return official(minutes, f"{minutes.matter.title}（保密事项）", minutes.apart, (), copies="")


def official(
    minutes: Minutes, title: str, body: str, people: tuple[tuple[str, tuple[str, ...]], ...], copies: str | None = None
) -> OfficialPage:
    """A page under the minutes' red mark."""
    office = office_of(minutes.matter.government)
    return OfficialPage(
        layout="minutes", mark=f"{called(minutes.meeting)}纪要", title=title,
        number=minutes.matter.number or UNNUMBERED, body=paragraphs(body), people=people,
        cc=copies_of(minutes) if copies is None else copies, issuer=office.name,
        issued_on=full_day(minutes.issued_on or minutes.signed_on or minutes.matter.moved_at),
    )  # fmt: skip


def copies_of(minutes: Minutes) -> str:
    """To whom they go, as the foot names it: the members as a body, the organs, others."""
    members = ["会议组成人员"] if minutes.readers.exists() else []
    organs = list(minutes.organs.order_by("order", "pk").values_list("short_name", flat=True))
    return "，".join([*members, *organs, *minutes.copies])


def has_apart(matter: Matter, official_: Official) -> bool:
    """Who may read what is recorded apart: the office, the members of that meeting, whoever had it to sign."""
    meeting = Meeting.objects.filter(minutes=matter.pk)
    member = Attendee.objects.filter(meeting__in=meeting, official=official_, role=Role.MEMBER).exists()
    held = matter.steps.filter(holders__official=official_).exists()
    return member or held or in_office(official_, clock.today())


def keeps(matter: Matter, official_: Official) -> bool:
    """Who may see earlier texts of the minutes: the office, and whoever had them to sign."""
    held = matter.steps.filter(holders__official=official_).exists()
    return held or in_office(official_, clock.today())


# --- before the meeting -------------------------------------------------------------------------------------


def agenda_page(meeting: Meeting) -> OfficialPage:
    """The agenda (会议议程): when, where, who presides; each item with who reports and who attends."""
    whole = Record(meeting, items_of(meeting))
    lines = [f"时间：{when(meeting)}", f"地点：{meeting.where or '另行通知'}"]
    lines += [f"主持：{meeting.chair.title}"] if meeting.chair else []
    return OfficialPage(
        layout="issued", mark=f"{called(meeting)}议程", number=meeting_number(meeting),
        title=f"{name_with_number(whole, called(meeting))}议程", body=(*lines, *listed(whole.items)),
    )  # fmt: skip


def listed(items: list[AgendaItem]) -> list[str]:
    """Each item: its heading, who reports for how long, whose organs attend."""
    found = []
    for count, item in enumerate(items, 1):
        given = item.minutes_given or item.minutes_wanted
        length = f"（{given}分钟）" if given else ""
        organs = "、".join(organ.short_name for organ in item.touched.all())
        attending = f"；列席：{organs}" if organs else ""
        found += [heading(item, count), f"汇报：{item.matter.organ.short_name}{length}{attending}。"]
    return found


def notice_page(meeting: Meeting) -> OfficialPage:
    """The notice (会议通知) by which everybody is called; of confidential items it says nothing."""
    office = office_of(meeting.matter.government)
    whole = Record(meeting, items_of(meeting))
    title = f"关于召开{name_with_number(whole, called(meeting))}的通知"
    sent = meeting.called_at or meeting.matter.moved_at
    return OfficialPage(
        layout="issued", mark=f"{office.name}会议通知", number=meeting_number(meeting), title=title,
        recipients=f"{'、'.join(organs_asked(meeting)) or '各参会人员'}：",
        body=tuple(notice_lines(meeting, whole, name_with_number(whole, called(meeting)))),
        organ=office.name, date=full_day(sent), issuer=office.name, issued_on=full_day(sent),
    )  # fmt: skip


def notice_lines(meeting: Meeting, whole: Record, name: str) -> list[str]:
    """Time, place, items, who comes, what is asked of them: short headings, one paragraph each."""
    topics = [topic(item) for item in whole.open_items]
    said = f"研究{'、'.join(topics)}等{len(topics)}个议题。" if topics else "由会议主持人确定。"
    wants = ["请按时参加会议；不能参加的，请按规定请假。", *([f"{meeting.remarks}。"] if meeting.remarks else [])]
    lines = [f"定于{when(meeting)}召开{name}。现将有关事项通知如下："]
    for head, text in (
        ("一、会议时间", f"{when(meeting)}。"), ("二、会议地点", f"{meeting.where or '另行通知'}。"),
        ("三、会议议题", said), ("四、参会人员", f"{attending(meeting)}。"), ("五、有关要求", "".join(wants)),
    ):  # fmt: skip
        lines += [head, text]
    return lines


def topic(item: AgendaItem) -> str:
    """What an item is about, for a list in a sentence."""
    about = item.matter.title
    for ending in ENDINGS:
        about = about.removesuffix(ending)
    return f"“{about}”"


def attending(meeting: Meeting) -> str:
    """会议组成人员4人，列席6人."""
    roles = list(meeting.attendees.exclude(role=Role.STAFF).values_list("role", flat=True))
    members = roles.count(Role.MEMBER)
    guests = f"，列席{len(roles) - members}人" if len(roles) > members else ""
    return f"会议组成人员{members}人{guests}" if roles else "会议组成人员和议题涉及单位负责人"


def organs_asked(meeting: Meeting) -> list[str]:
    """The organs whose people are asked, in the office's order."""
    asked = meeting.attendees.filter(organ__isnull=False).order_by("organ__order", "organ")
    return list(dict.fromkeys(asked.values_list("organ__short_name", flat=True)))


def meeting_number(meeting: Meeting) -> str:
    """〔2026〕5号: which meeting of the year it is; empty while none is drawn."""
    return f"〔{meeting.year}〕{meeting.serial}号" if meeting.serial else UNNUMBERED


def when(meeting: Meeting) -> str:
    """2026年6月2日（星期二）9时30分."""
    at = timezone.localtime(meeting.starts_at)
    on: date = at.date()
    minute = f"{at.minute:02d}分" if at.minute else ""
    return f"{on.year}年{on.month}月{on.day}日（{weekday(on)}）{at.hour}时{minute}"


def sign_in_page(meeting: Meeting) -> SheetPage:
    """The attendance sheet (签到表), to be signed by hand."""
    asked = list(meeting.attendees.select_related("stand_in").order_by("order", "pk"))
    rows = tuple(
        (str(count), one.name, one.title, one.get_role_display(), "", remark(one)) for count, one in enumerate(asked, 1)
    )
    facts = (("时间", when(meeting)), ("地点", meeting.where or "—"))
    title = f"{name_with_number(Record(meeting, []), called(meeting))}签到表"
    return SheetPage(title=title, columns=SIGN_IN, rows=rows, facts=facts)


def remark(one: Attendee) -> str:
    """Excused, and who comes in his place."""
    if not one.excused:
        return ""
    stand_in = one.stand_in.name if one.stand_in else one.stand_in_name
    return f"请假，{stand_in}替会" if stand_in else "请假"


def meeting_of(matter: Matter) -> Meeting:
    meeting = Meeting.objects.select_related("room", "chair").get(pk=matter.pk)
    meeting.matter = matter
    return meeting


def sees_agenda(matter: Matter, official_: Official) -> bool:
    """The whole agenda is for the office and for those asked to the whole meeting; not for who comes for one item."""
    asked = Attendee.objects.filter(meeting=matter.pk, official=official_).exclude(role=Role.ITEM)
    return asked.exists() or in_office(official_, clock.today())
