"""The stations that the counties' journeys have in common; who does what, under which article, each says itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, expect

from documents.printing.page import Printed
from documents.prints.actions import run_waiting
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter
from tests.browser.counties.story import Story
from tests.browser.walk import Walk
from tests.core.calendars import office as at
from tests.printing.reading import Page, pages_of, text_of


def asked(walk: Walk, matter: int, *organs: str) -> None:
    """The organs touched are asked; the page shows whom it waits for."""
    walk.open(matter)
    walk.ask_countersign()
    for organ in organs:
        expect(walk.consultation(organ)).to_contain_text("尚未回复")
    walk.shot("asked")


def decided(walk: Walk, who: str, title: str, choice: str, opinion: str = "", *seen: str) -> None:
    """Somebody opens the item in his queue, sees why he has it, and decides by a button."""
    before(walk, who, title, *seen)
    walk.shot(f"item-{who}")
    walk.decide(choice, opinion)


def before(walk: Walk, who: str, title: str, *seen: str) -> None:
    """The item open before somebody, with what its head says."""
    walk.become(who)
    walk.to_item(title)
    walk.sees(*seen, within=".item-head")


def not_before(walk: Walk, who: str, title: str) -> None:
    """It does not wait for him."""
    walk.become(who)
    walk.open_queue()
    walk.sees_not(title)


def refused_at(walk: Walk, choice: str, article: str, *texts: str) -> None:
    """The button of an item is pressed, and the refusal says under which article; the item stays."""
    walk.item.locator(".bar-choices").get_by_role("button", name=re.compile(f"^{choice}( |$)")).click()
    box = walk.page.locator("#refused-here")
    for text in (article, *texts):
        expect(box).to_contain_text(text)
    walk.shot("refused-item")


def reviewed(walk: Walk, title: str, opinion: str, *, leaders: Sequence[str] = (), ticks: Sequence[str] = ()) -> None:
    """The office director proposes how to handle it, and sends it on."""
    before(walk, "周正", title)
    for tick in ticks:
        walk.item.get_by_label(tick, exact=True).check()
    pick_leaders(walk, leaders)
    walk.shot("review")
    walk.decide("提出意见，呈送", opinion)


def pick_leaders(walk: Walk, leaders: Sequence[str]) -> None:
    """The leaders whom the office picks itself, by their titles."""
    if leaders and walk.item.locator(".leaders-more:not([open])").count():
        walk.item.locator(".leaders-more > summary").click()
    for leader in leaders:
        walk.item.locator(".leaders-list label", has_text=leader).get_by_role("checkbox").check()


def leaves(walk: Walk, who: str, title: str, until: str) -> None:
    """The office's clerk enters an urgent trip that begins now."""
    walk.become("郑晓")
    [now] = walk.page.locator(".demo .nums").all_inner_texts()
    found = re.match(r"(\d+)月(\d+)日 (\d+:\d+)", now)
    assert found
    start = at(f"2026-{int(found[1]):02}-{int(found[2]):02} {found[3]}")
    walk.enter_absence(f"{who}（{title}）", start, at(until), "赴省里开会")
    walk.shot(f"away-{who}")


def acted(matter: int, who: str, act: str) -> JournalEntry:
    """The one line of the journal in which somebody did something."""
    [line] = JournalEntry.objects.select_related("in_place_of").filter(matter=matter, actor__name=who, act=act)
    return line


def stood_in(matter: int, who: str, act: str, seat: str, ground: str) -> None:
    """The journal says in whose place he acted, and on what ground."""
    line = acted(matter, who, act)
    assert line.in_place_of is not None
    assert (line.in_place_of.title, line.ground) == (seat, ground)


def way(walk: Walk) -> Locator:
    return walk.page.locator("ol.way > li")


def way_is(walk: Walk, *points: str) -> None:
    """The line of the way, point by point: each says at least the words between the blanks."""
    expect(way(walk)).to_have_count(len(points))
    for point, words in zip(way(walk).all(), points, strict=True):
        for word in words.split():
            expect(point).to_contain_text(word)


def reply_drafted(walk: Walk, story: Story, picks: Mapping[str, str]) -> int:
    """The office's clerk follows the notice, and completes the reply that was opened."""
    walk.become("郑晓")
    walk.open_notice(f"请起草批复：{story.reply}")
    reply = walk.matter_here()
    walk.follow("修改")
    body = walk.page.get_by_label("正文", exact=True)
    expect(body).to_have_value(re.compile(re.escape(f"《{story.title}》（{story.number}）收悉")))
    body.fill(body.input_value() + story.decision)
    saved(walk, picks)
    return reply


def changed(walk: Walk, matter: int, picks: Mapping[str, str]) -> None:
    """Its page, its form, other choices, saved."""
    walk.open(matter)
    walk.follow("修改")
    saved(walk, picks)


def saved(walk: Walk, picks: Mapping[str, str]) -> None:
    walk.pick_and_tick(picks)
    walk.press("保存")
    walk.told("已保存")


def sent(walk: Walk, reply: int) -> None:
    """To be reviewed and signed."""
    walk.open(reply)
    walk.press("送审核签发")
    walk.told("已送审核签发")


def issued(walk: Walk, story: Story, reply: int) -> str:
    """Numbered and issued by the office's clerk; returns its number."""
    walk.become("郑晓")
    walk.open(reply)
    walk.word_is("已签发，待编号")
    walk.page.get_by_label("发文代字").select_option(label=story.series)
    walk.press("编号")
    walk.told(f"已编号：{story.series}〔2026〕1号")
    walk.press("印发")
    walk.told("已印发")
    walk.shot("issued")
    return Matter.objects.get(pk=reply).number


def answered(walk: Walk, story: Story, matter: int) -> None:
    """The clerk who drafted the request sees that it is answered, and reads the reply."""
    walk.become("陈亮")
    walk.open(matter)
    walk.word_is("已批复")
    walk.shot("answered")
    walk.follow(story.reply)
    walk.sees(f"{story.series}〔2026〕1号", "此复。")


def printed(walk: Walk, story: Story, matter: int, reply: int, on: str) -> tuple[str, str]:
    """Both papers from the page to the file, measured; returns what stands on them. `on` is the reply's day."""
    request = upward(pdf_of(walk, matter, "报送公文 PDF"), story)
    answer = issued_paper(pdf_of(walk, reply, "发文 PDF"), story, on)
    return text_of(request), text_of(answer)


def pdf_of(walk: Walk, matter: int, button: str) -> Printed:
    pdf = walk.print_of(matter, button, run_waiting)
    return Printed(pdf, 0, (), ())


def upward(paper: Printed, story: Story) -> Printed:
    """The request: the bureau's red mark, number and signer on one line, addressed to the government."""
    first = framed(paper, f"{story.host}文件")
    number = first.row(re.escape(story.number))
    assert number.text == f"{story.number}签发人：王文"
    assert first.row(re.escape(f"{story.government}："))
    assert "".join(row.text for row in first.rows).count(story.title) == 1
    return paper


def issued_paper(paper: Printed, story: Story, on: str) -> Printed:
    """The reply: the government's red mark, its number in the middle, the bureau addressed, its date."""
    first = framed(paper, f"{story.government}文件")
    number = first.row(re.escape(story.series))
    assert number.text == f"{story.series}〔2026〕1号"
    assert abs(number.centre - 106) < 0.6
    assert first.row(re.escape(f"{story.host}："))
    whole = text_of(paper)
    assert story.reply in whole and on in whole and f"《{story.title}》（{story.number}）收悉" in whole
    return paper


def framed(paper: Printed, mark: str) -> Page:
    """The first page of an official document: A4, a red mark, a red rule, the text in its area on every page."""
    pages = pages_of(paper)
    for page in pages:
        assert (round(page.width), round(page.height)) == (210, 297)
        assert all(row.left > 27.9 for row in page.text_rows if row.text[0] not in "（《“")
        assert all(row.right < 184.4 for row in page.text_rows if "\u4e00" <= row.text[-1] <= "\u9fff")
        assert page.number_row is not None
    first = pages[0]
    assert [row.text for row in first.rows if row.glyphs[0].red][0] == mark
    assert len(first.rules(red=True)) == 1
    return first
