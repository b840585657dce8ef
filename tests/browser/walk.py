"""What an official does in the browser, by the words on the page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, expect

from govrules.demo.people import PASSWORD

MATTER = re.compile(r"/documents/(\d+)/$")
MOST_ITEMS = 20


@dataclass
class Shots:
    """Numbered pictures of the stations, in a folder; none without one."""

    folder: Path | None
    test: str
    taken: int = 0

    def take(self, page: Page, station: str) -> None:
        if self.folder is None:
            return
        self.taken += 1
        width = page.viewport_size["width"] if page.viewport_size else 0
        self.folder.mkdir(parents=True, exist_ok=True)
        picture = self.folder / f"{self.test}-{self.taken:02}-{station}-{width}.png"
        page.screenshot(path=picture, full_page=True, caret="initial")  # hiding it would write styles into the page


@dataclass(frozen=True)
class Paper:
    """What a clerk types into the drafting form."""

    title: str
    number: str
    body: str
    necessity: str = ""
    touches: Sequence[str] = ()
    annexes: Sequence[Mapping[str, Any]] = ()
    ticks: Sequence[str] = ()
    picks: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Walk:
    """One browser, in which officials act one after another."""

    page: Page
    base: str
    shots: Shots
    troubles: list[str] = field(default_factory=list)
    password: str = PASSWORD

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", self.heard)
        self.page.on("response", self.answered)

    def heard(self, message: ConsoleMessage) -> None:
        """What the browser complains about, such as a breach of the page's own policy; refusals are no trouble."""
        if message.type == "error" and not re.match("Failed to load resource|Response Status Error", message.text):
            self.troubles.append(f"console: {message.text} ({message.location.get('url')})")

    def answered(self, response: Response) -> None:
        if response.status >= 500:
            self.troubles.append(f"{response.status}: {response.url}")

    # Where he is

    def go(self, path: str) -> int:
        """Open a page of the site; returns its status."""
        response = self.page.goto(self.base + path)
        return response.status if response else 0

    def shot(self, station: str) -> None:
        self.shots.take(self.page, station)

    def sees(self, *texts: str, within: str = "main") -> None:
        """The page says all this."""
        for text in texts:
            expect(self.page.locator(within)).to_contain_text(text)

    def sees_not(self, *texts: str, within: str = "main") -> None:
        for text in texts:
            expect(self.page.locator(within)).not_to_contain_text(text)

    def told(self, text: str) -> None:
        """The message on top, after something was done."""
        expect(self.page.locator("#messages")).to_contain_text(text)

    def part(self, heading: str) -> Locator:
        """A section of the page by its heading."""
        return self.page.locator("section.section", has=self.page.get_by_role("heading", name=heading, exact=True))

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link, exact=True).first.click()

    def open_notice(self, subject: str) -> None:
        """Go where a notice leads."""
        self.go("/notices/")
        self.shot("notices")
        self.page.locator(".notice-subject", has_text=subject).first.press("Enter")

    # Who he is, and when it is

    def log_in(self, username: str) -> None:
        """By name and password, as every morning."""
        self.go("/login/")
        self.page.get_by_label("账号").fill(username)
        self.page.get_by_label("密码", exact=True).fill(self.password)
        self.press("登录")
        expect(self.page.get_by_role("heading", level=1).first).to_be_visible()
        expect(self.page).to_have_url(self.base + "/")

    def become(self, name: str) -> None:
        """Another person, by one click in the demo bar."""
        self.page.locator("#demo-people > summary").click()
        person = self.page.locator("#demo-people button", has=self.page.locator("b", has_text=re.compile(f"^{name}$")))
        person.click()
        self.told(f"现在您是{name}")

    def next_workday(self) -> None:
        """The office's clock, from the demo bar; what falls due on the way happens."""
        self.press("到下一个工作日")
        self.told("办公时钟已拨到")

    def move_to(self, day: date) -> None:
        """The office's clock to nine in the morning of a day."""
        self.page.locator(".demo summary", has_text="拨到").click()
        self.page.get_by_label("把办公时钟拨到").fill(day.isoformat())
        self.press("这天上午九点")
        self.told("办公时钟已拨到")

    def clock_says(self, text: str) -> None:
        expect(self.page.locator(".demo .nums")).to_contain_text(text)

    # What a clerk does

    def fill_draft(self, paper: Paper) -> None:
        """The drafting form."""
        self.go("/documents/new/")
        for label, value in (
            ("标题", paper.title), ("发文字号", paper.number), ("正文", paper.body), ("行文理由", paper.necessity),
        ):  # fmt: skip
            if value:
                self.page.get_by_label(label, exact=True).fill(value)
        for organ in paper.touches:
            self.page.get_by_label(organ, exact=True).check()
        if paper.annexes:
            self.page.get_by_label("附件", exact=True).set_input_files(list(paper.annexes))
        self.pick_and_tick(paper.picks, paper.ticks)

    def pick_and_tick(self, picks: Mapping[str, str], ticks: Sequence[str] = ()) -> None:
        """Choose from the form's lists, and tick what else is said of the document, which is folded away at first."""
        for label, choice in picks.items():
            self.page.get_by_label(label, exact=True).select_option(label=choice)
        folded = self.page.locator("details.more-fields:not([open]) > summary")
        if ticks and folded.count():
            folded.click()
        for label in ticks:
            self.page.get_by_label(label, exact=True).check()

    def draft(self, paper: Paper) -> int:
        """Type a document and save it; returns its number among the matters."""
        self.fill_draft(paper)
        self.shot("draft")
        self.press("保存")
        self.told("已保存")
        return self.matter_here()

    def matter_here(self) -> int:
        expect(self.page).to_have_url(MATTER)
        found = MATTER.search(self.page.url)
        assert found
        return int(found[1])

    def open(self, matter: int) -> None:
        assert self.go(f"/documents/{matter}/") == 200

    def ask_countersign(self) -> None:
        """From the document's page: the organs touched are ticked already."""
        self.follow("征求意见、会签")
        self.shot("consult")
        self.press("发出")
        self.told("已发出会签")

    def consultation(self, organ: str) -> Locator:
        """What one organ was asked and said, on the document's page."""
        return self.page.locator("[id^=consultation-]", has_text=organ)

    def remind(self, organ: str) -> None:
        self.consultation(organ).get_by_role("button", name="提醒回复").click()
        self.told("已提醒")

    def try_to_submit(self, matter: int) -> None:
        """From the document's page to the check, and on."""
        self.open(matter)
        self.follow("报送")
        self.press("送主要负责人签批报送")

    def submit(self, matter: int) -> None:
        self.try_to_submit(matter)
        self.told("已送主要负责人签批")

    def refused(self, article: str, *texts: str) -> None:
        """The refusal on the page: which article, and why."""
        box = self.page.locator("main [role=alert]").first
        expect(box).to_be_visible()
        for text in (article, *texts):
            expect(box).to_contain_text(text)

    # What an approver does

    @property
    def item(self) -> Locator:
        return self.page.locator("#item .item")

    def open_queue(self) -> None:
        self.go("/queue/")

    def to_item(self, title: str) -> None:
        """By J through the queue to an item, back a step and on again by K and J where there is room."""
        self.open_queue()
        heading = self.item.locator(".item-head h2")
        for _ in range(MOST_ITEMS):
            before = heading.inner_text()
            if title in before:
                return
            self.page.keyboard.press("j")
            expect(heading).not_to_have_text(before)
        raise AssertionError(f"not in the queue: {title}")

    def pick(self, title: str) -> None:
        """Open an item of the queue by its line."""
        self.open_queue()
        self.page.locator("#rows .row-title", has_text=title).click()
        expect(self.page).to_have_url(re.compile(r"/queue/\d+/"))
        expect(self.item.locator(".item-head h2")).to_contain_text(title)

    def write(self, opinion: str) -> None:
        self.page.get_by_label("意见", exact=True).fill(opinion)

    def decide_by_key(self, key: str) -> None:
        """The letter chooses, Enter confirms."""
        self.page.keyboard.press(key)
        expect(self.page.locator(".bar-say")).to_contain_text("按 Enter 确认")
        self.page.keyboard.press("Enter")
        self.told("已办理")

    def decide(self, choice: str, opinion: str = "") -> None:
        """By the button."""
        if opinion:
            self.write(opinion)
        self.item.locator(".bar-choices").get_by_role("button", name=re.compile(f"^{choice}( |$)")).click()
        self.told("已办理")

    def enter_absence(self, who: str, start: datetime, end: datetime, reason: str) -> None:
        """The office's page of who is away."""
        self.go("/office/absences/new/")
        self.page.get_by_label("外出人员").select_option(label=who)
        self.page.get_by_label("离开").fill(f"{start:%Y-%m-%dT%H:%M}")
        self.page.get_by_label("预计返回").fill(f"{end:%Y-%m-%dT%H:%M}")
        self.page.get_by_label("事由").fill(reason)
        self.shot("absence")
        self.page.locator("main form button.btn-primary").click()
        expect(self.page.locator("main")).to_contain_text(reason)

    # What comes out

    def print_of(self, matter: int, button: str, worker: Callable[[], int]) -> bytes:
        """Ask for a print on the document's page, let the worker make it, and take the file."""
        self.open(matter)
        self.press(button)
        worker()
        save = self.page.get_by_role("link", name="下载", exact=True)
        expect(save).to_be_visible()
        self.shot("print")
        with self.page.expect_download() as download:
            save.click()
        kept = download.value.path()
        if self.shots.folder:
            shutil.copy(kept, self.shots.folder / f"{self.shots.test}-{button}.pdf")
        return kept.read_bytes()

    def word_is(self, word: str) -> None:
        """The state of the document whose page is open."""
        expect(self.page.locator(".page-head .chip").first).to_have_text(word)
