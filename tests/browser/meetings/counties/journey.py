"""What an office does for a meeting, in its own words; who does it under which article, each county's test says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import expect

from documents.printing.page import Printed
from documents.prints.actions import run_waiting
from govrules.core import clock
from meetings.attendance import presence
from meetings.minutes.models import Minutes
from tests.browser.meetings.counties.paper import measured
from tests.browser.meetings.counties.story import Item, Story, Way
from tests.browser.walk import Walk
from tests.core.cast import Cast

DAY, HOUR = "2026-06-03", "09:30"
CLERK, HEAD = "郑晓", "赵立民"


@dataclass
class Sitting:
    """One standing meeting from its items to its minutes, everything on the pages."""

    walk: Walk
    cast: Cast
    story: Story
    meeting: int = 0
    minutes: int = 0
    items: dict[str, int] = field(default_factory=dict)

    # --- items ----------------------------------------------------------------------------------------

    def item(self, name: str) -> Item:
        return self.story.items[name]

    def draft(self, name: str) -> None:
        """拟提议题: whoever proposes it fills in the form."""
        item, page = self.item(name), self.walk.page
        self.become(item.by)
        self.walk.go("/meetings/items/new/")
        page.get_by_label("议题名称", exact=True).fill(item.title)
        page.locator("#id_business").select_option(f"standing:{item.business}")
        page.get_by_label("汇报提纲", exact=True).fill(item.brief)
        page.get_by_label("提请议定的意见", exact=True).fill(item.proposal)
        if item.organ:
            page.locator("#id_organ").select_option(label=item.organ)
        page.locator("#id_sponsor").select_option(label=item.sponsor or "由单位提出")
        self.choose(item.picks, (*item.ticks, *item.touches, *(["学习议题"] if item.study else [])))
        self.walk.shot(f"draft-{name}")
        self.walk.press("保存")
        self.walk.told("已保存")
        self.items[name] = self.key_here(r"/items/(\d+)/$")

    def choose(self, picks: Mapping[str, str], ticks: Iterable[str]) -> None:
        for label, choice in picks.items():
            self.walk.page.get_by_label(label, exact=True).select_option(label=choice)
        for label in ticks:
            self.walk.page.get_by_label(label, exact=True).check()

    def key_here(self, pattern: str) -> int:
        expect(self.walk.page).to_have_url(re.compile(pattern))
        found = re.search(pattern, self.walk.page.url)
        assert found
        return int(found[1])

    def open_item(self, name: str) -> None:
        assert self.walk.go(f"/meetings/items/{self.items[name]}/") == 200

    def change(self, name: str, *ticks: str, untick: Iterable[str] = ()) -> None:
        """修改: other facts declared."""
        self.open_item(name)
        self.walk.follow("修改")
        self.choose({}, ticks)
        for label in untick:
            self.walk.page.get_by_label(label, exact=True).uncheck()
        self.walk.press("保存")
        self.walk.told("已保存")

    def register(self, name: str, kind: str, issuer: str, note: str) -> None:
        """登记审核、会签: a review or an organ's signed opinion."""
        self.open_item(name)
        page = self.walk.page
        page.locator("summary", has_text="登记审核、会签").click()
        page.get_by_label("依据", exact=True).select_option(label=kind)
        page.get_by_label("出具单位", exact=True).select_option(label=issuer)
        page.get_by_label("文号或说明", exact=True).fill(note)
        self.walk.press("登记")
        self.walk.told("已登记")

    def legality_reviewed(self, name: str) -> None:
        self.register(name, "合法性审核", f"{self.cast.government.place[-1]}司法局", "司审〔2026〕12号")

    def declare(self, name: str, *facts: str) -> None:
        """补充申报."""
        self.open_item(name)
        self.walk.page.locator("summary", has_text="补充申报").click()
        self.choose({}, facts)
        self.walk.press("申报")
        self.walk.told("已补充申报")

    def try_to_propose(self, name: str) -> None:
        self.open_item(name)
        self.walk.follow("提出")
        self.walk.press("提出议题")

    def propose(self, name: str) -> None:
        self.try_to_propose(name)
        self.walk.told("已提出")

    def passes(self, name: str) -> None:
        """Through the queue of everybody on its way, up to 待上会."""
        self.through(self.item(name).title, self.item(name).way)
        self.become(CLERK)
        self.open_item(name)
        expect(self.walk.page.locator(".page-head .chip").first).to_have_text("已确定，待上会")

    def brought(self, name: str) -> None:
        """Proposed and approved without anything in the way."""
        self.draft(name)
        self.propose(name)
        self.passes(name)

    def through(self, title: str, way: Way) -> None:
        """Each in his queue, by his button; where the rules are silent the office director picks a leader."""
        for who, choice, picked in way:
            self.become(who)
            self.walk.pick(title)
            if picked:
                self.walk.item.locator(".leaders-list label", has_text=picked).get_by_role("checkbox").check()
            self.walk.shot(f"queue-{who}")
            self.walk.decide(choice, "同意。")

    # --- the meeting ahead ----------------------------------------------------------------------------

    def plan(self, day: str = DAY) -> None:
        """安排会议: which body, when, where, under the head's chair."""
        self.become(CLERK)
        self.walk.go("/meetings/new/")
        page = self.walk.page
        for name, choice in {"body": self.story.body, "chair": self.head}.items():
            page.locator(f"#id_{name}").select_option(label=choice)
        for name, value in {"day": day, "begins": HOUR, "place": "政府第一会议室"}.items():
            page.locator(f"#id_{name}").fill(value)
        self.walk.press("保存")
        self.meeting = self.key_here(r"/meetings/(\d+)/$")

    @property
    def head(self) -> str:
        """县长 赵立民."""
        return f"{self.cast.seats['head'].title} {HEAD}"

    def open_meeting(self, part: str = "") -> None:
        assert self.walk.go(f"/meetings/{self.meeting}/{part}") == 200

    def arrange(self, *names: str) -> None:
        """编排议程: these are put on."""
        self.open_meeting("agenda/")
        for name in names:
            self.walk.page.get_by_label(self.item(name).title).check()
        self.walk.press("选入议程")
        expect(self.walk.page.locator(".agenda-row")).to_have_count(len(names))
        self.walk.shot("agenda")

    def try_to_fix(self) -> None:
        self.open_meeting("fix/")
        self.walk.press("确定议程")

    def fix(self) -> None:
        self.try_to_fix()
        self.walk.told("议程已确定")

    def call(self) -> None:
        """发出会议通知."""
        self.open_meeting()
        self.walk.follow("发出会议通知")
        self.walk.press("发出通知")
        self.walk.told("会议通知已发出")
        self.walk.sees(f"{self.story.body}（{self.year}年第1次）", within=".page-head")
        self.walk.shot("called")

    @property
    def year(self) -> int:
        return clock.today().year

    def late(self, name: str, reason: str, *, said: Iterable[str] = ()) -> None:
        """临时增加议题: the form, filled in and sent."""
        self.become(CLERK)
        self.open_meeting("late/")
        self.walk.page.get_by_label("议题", exact=True).select_option(label=self.item(name).title)
        self.walk.page.get_by_label("临时增加的理由", exact=True).fill(reason)
        self.choose({}, said)
        self.walk.press("增加")

    # --- who comes ------------------------------------------------------------------------------------

    def asks_leave(self, who: str, *, stand_in: str = "", opinion: str = "") -> None:
        """请假 on one's own page of the meeting, with whatever the county's form asks."""
        self.become(who)
        self.open_meeting("mine/")
        self.walk.follow("不能参加，请假")
        page = self.walk.page
        page.get_by_label("事由", exact=True).fill("赴省里参加会议")
        if stand_in:
            page.get_by_label("替会人", exact=True).select_option(label=stand_in)
        if opinion:
            page.get_by_label("对议题的意见和建议", exact=True).fill(opinion)
        self.walk.shot(f"leave-{who}")
        self.walk.press("送出")
        self.walk.told("请假已送出")

    def leave_is(self, who: str, way: Way, word: str) -> None:
        """Decided by whom the county names; his own page says so."""
        self.through(f"{who}会议请假", way)
        self.become(who)
        self.open_meeting("mine/")
        self.walk.sees(word)

    def signs_in(self, who: str) -> None:
        """On his own page, on the day."""
        self.become(who)
        self.open_meeting("mine/")
        self.walk.press("签到")
        self.walk.told("已签到")

    def scans(self, who: str) -> None:
        """By the code on the projector's screen."""
        self.become(who)
        self.walk.go(f"/meetings/sign/{presence.token(self.meeting, clock.now())}/")
        self.walk.press(f"{who}签到")
        self.walk.told("已签到")

    def came(self, who: str) -> None:
        """The secretary notes that somebody came."""
        self.to_session()
        self.walk.press(f"到会：{who}")
        expect(self.walk.page.get_by_role("button", name=f"离会：{who}")).to_be_visible()

    # --- in session -----------------------------------------------------------------------------------

    def to_session(self) -> None:
        self.become(CLERK)
        self.open_meeting("session/")

    def open_session(self) -> None:
        """宣布开会, as far as the rules let it."""
        self.to_session()
        self.walk.press("宣布开会")

    def turn_to(self, name: str) -> None:
        """开始讨论."""
        self.show(name)
        self.walk.press("开始讨论")

    def show(self, name: str) -> None:
        self.walk.page.locator("nav.agenda a", has_text=self.item(name).title).click()
        expect(self.walk.page.locator(".at-hand h2")).to_contain_text(self.item(name).title)

    def waive(self, reason: str) -> None:
        """说明理由, in the box that stands beside the one matter of principle."""
        self.walk.page.locator("textarea[id^=reason-]").fill(reason)

    def record(self, kind: str, text: str = "", *, due: str = "", document: bool = False, demand: str = "") -> None:
        """The decision is typed and 议定 is pressed."""
        form = self.walk.page.locator("form.decision")
        form.get_by_label(kind, exact=True).check()
        form.get_by_label("议定内容", exact=True).fill(text)
        if due:
            form.get_by_label("完成时限", exact=True).fill(due)
        if document:
            form.get_by_label("需要印发文件", exact=True).check()
        if demand:
            form.get_by_label("督促检查要求", exact=True).fill(demand)
        self.walk.press("议定")

    def decide(self, kind: str, text: str = "", **values: Any) -> None:
        self.record(kind, text, **values)
        self.walk.told(f"已记录：{kind}")

    def speaks(self, who: str, text: str) -> None:
        """开始发言, and the gist of it."""
        speaker = self.walk.page.locator("#speaker")
        speaker.select_option(value=speaker.locator("option", has_text=who).get_attribute("value"))
        self.walk.press("开始发言")
        gist = self.walk.page.get_by_label(f"{who}的发言要点")
        gist.fill(text)
        expect(self.walk.page.locator(".speech", has_text=who).locator(".kept-say")).to_contain_text("已保存")

    def take_off(self, reason: str) -> None:
        """会上撤下."""
        self.walk.page.locator("summary", has_text="会上撤下这项议题").click()
        self.walk.page.get_by_label("理由", exact=True).fill(reason)
        self.walk.press("撤下")
        self.walk.told("已撤下")

    def end(self) -> None:
        """散会."""
        self.walk.press("散会")
        self.walk.told("已散会")
        self.minutes = Minutes.objects.get(meeting=self.meeting).pk

    # --- minutes --------------------------------------------------------------------------------------

    def open_minutes(self) -> None:
        self.open_meeting("minutes/")

    def edit_minutes(self, sentence: str) -> None:
        """整理: a sentence more at the end, in the editor."""
        self.become(CLERK)
        self.open_minutes()
        self.walk.follow("修改")
        page = self.walk.page
        page.locator("#editor .ql-editor").click()
        page.keyboard.press("Control+End")
        page.keyboard.press("Enter")
        page.keyboard.type(sentence)
        self.walk.shot("minutes-edit")
        self.walk.press("保存")
        expect(page.locator(".paper-minutes")).to_contain_text(sentence)

    def send_minutes(self) -> None:
        self.open_minutes()
        self.walk.follow("送审核签发")
        self.walk.press("送审核签发")
        self.walk.told("已送审核签发")
        self.walk.shot("minutes-sent")

    def sign_minutes(self) -> None:
        """Along the county's chain."""
        self.through("第1次常务会议纪要", self.story.minutes)

    def issue_minutes(self) -> None:
        self.become(CLERK)
        self.open_minutes()
        self.walk.press("编号印发")
        self.walk.told("已编号印发")
        self.walk.sees(f"〔{self.year}〕1号", "已印发", within=".page-head")
        self.walk.shot("minutes-issued")

    def readers_see_it(self, who: str) -> None:
        """A member follows his notice to the minutes."""
        self.become(who)
        self.walk.open_notice("会议纪要已印发")
        self.walk.sees(f"〔{self.year}〕1号")

    def task(self, who: str, *seen: str) -> None:
        """What was decided waits for its organ on the supervision floor."""
        self.become(who)
        self.walk.go("/supervision/")
        self.walk.shot("tasks")
        self.walk.page.locator(".row-title", has_text=self.task_title).click()
        self.walk.sees(*seen)
        self.walk.shot("task")

    @property
    def task_title(self) -> str:
        return self.item("main").title.removesuffix("的议题")

    def printed(self) -> str:
        """The minutes from the page to the file, measured; returns what stands on them."""
        self.become(CLERK)
        self.open_minutes()
        self.walk.press("会议纪要 PDF")
        run_waiting()
        save = self.walk.page.get_by_role("link", name="下载", exact=True)
        expect(save).to_be_visible()
        with self.walk.page.expect_download() as download:
            save.click()
        kept = download.value.path()
        if self.walk.shots.folder:
            shutil.copy(kept, self.walk.shots.folder / f"minutes-{self.story.county}.pdf")
        return measured(Printed(kept.read_bytes(), 0, (), ()), f"{self.story.government}常务会议纪要", self.year)

    # --- who he is ------------------------------------------------------------------------------------

    def become(self, name: str) -> None:
        self.walk.become(name)

    def refused(self, article: str, *texts: str) -> None:
        """The refusal on the page, by its article."""
        self.walk.refused(article, *texts)
        self.walk.shot("refused")
