"""The small parts of every page: chip, light, icon, way, findings, journal, opinions, empty states."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from govrules.portal.templatetags.govrules import article_name, cite, day, icon, light, moment, title_lines, unbroken
from tests.core.calendars import office


def text(html: str) -> str:
    return " ".join(strip_tags(html).split())


def test_a_chip_leads_to_its_article() -> None:
    assert cite(31) == '<a class="cite" href="/rules/31/">第三十一条</a>'
    assert cite(5, "AB角") == '<a class="cite" href="/rules/5/">第五条 AB角</a>'
    assert cite(31, adoption=7) == '<a class="cite" href="/rules/31/?of=7">第三十一条</a>'


def test_the_office_s_own_ground_is_never_an_article_s() -> None:
    assert cite(None, "本办规定") == '<span class="cite cite-own">本办规定</span>'
    assert cite(None) == ""


def test_a_chip_escapes_its_words() -> None:
    assert "<b>" not in cite(None, "<b>x") and "<b>" not in cite(5, "<b>x")


@pytest.mark.parametrize(
    ("tone", "words"), [("red", "已超期限"), ("yellow", "临近期限"), ("green", "未到期限"), ("none", "没有期限")]
)
def test_a_light_is_told_in_words_and_by_its_shape(tone: str, words: str) -> None:
    assert text(light(tone)) == words
    style = (settings.ROOT / "static/css/parts.css").read_text()
    assert f".light-{tone} {{" in style


def test_shapes_of_lights_differ() -> None:
    """Who cannot tell red from green sees a square, a triangle, a circle."""
    style = (settings.ROOT / "static/css/parts.css").read_text()
    rules = {tone: style.split(f".light-{tone} {{")[1].split("}")[0] for tone in ("red", "yellow", "green")}
    assert "clip-path" in rules["yellow"] and "border-radius: 50%" in rules["green"] and "50%" not in rules["red"]


def test_every_icon_used_is_in_the_sprite() -> None:
    sprite = (settings.ROOT / "static/icons/sprite.svg").read_text()
    pages = [p.read_text() for p in Path(settings.ROOT / "templates").rglob("*.html")]
    used = {part.split('"')[1] for page in pages for part in page.split("{% icon ")[1:] if part.startswith('"')}
    used |= {part.split('"')[0] for page in pages for part in page.split(' art="')[1:]} | {"done"}
    assert used and [name for name in used if f'<symbol id="{name}"' not in sprite] == []


def test_an_icon_is_not_read_out() -> None:
    assert 'aria-hidden="true"' in icon("home")


def test_days_and_moments() -> None:
    assert day(date(2026, 6, 10)) == "6月10日" and day(None) == ""
    assert day(office("2026-06-10 00:30")) == "6月10日", "in the office's time, not UTC"
    assert moment(office("2026-06-10 09:05")) == "6月10日 09:05" and moment(None) == ""
    assert article_name(31) == "第三十一条" and article_name(None) == ""


def test_a_title_breaks_only_where_its_sense_allows() -> None:
    pieces = title_lines("阳高县住房和城乡建设管理局关于老旧小区供热管网改造的请示")
    assert "".join(pieces) == "阳高县住房和城乡建设管理局关于老旧小区供热管网改造的请示"
    assert pieces[1].startswith("关于")
    assert title_lines("关于放假的通知") == ["关于放假的通知"]
    assert title_lines("") == [""]


def test_a_known_word_is_kept_whole_on_a_narrow_page() -> None:
    html = unbroken("老旧小区供热管网改造<b>")
    assert '<span class="word">供热</span><span class="word">管网</span>' in html
    assert strip_tags(html) == "老旧小区供热管网改造&lt;b&gt;"


# --- partials ---


def point(label: str, state: str, **more: str) -> SimpleNamespace:
    given = {
        "who": "",
        "when": "",
        "note": "",
        "state_words": {"done": "已完成", "here": "正在办理"}.get(state, ""),
    } | more
    return SimpleNamespace(label=label, state=state, **given)


def test_the_way_marks_where_the_matter_is() -> None:
    html = render_to_string("_way.html", {"way": [
        point("拟稿", "done", who="教育局", when="6/1"), point("审核", "here", who="周正"),
        point("审批", "ahead", note="代县长"),
    ]})  # fmt: skip
    assert html.count("<li") == 3 and html.count('aria-current="step"') == 1
    assert 'class="way-here" aria-current="step"' in html and 'class="way-done"' in html and 'class="way-ahead"' in html
    assert "教育局" in html and "6/1" in html and "代县长" in html and "已完成" in html


def test_what_is_held_is_where_the_matter_is() -> None:
    html = render_to_string("_way.html", {"way": [point("审批", "held", who="待明确")]})
    assert 'class="way-held" aria-current="step"' in html


def finding(tone: str, words: str, **more: object) -> SimpleNamespace:
    given = {"strong": "", "article": None, "note": "", "detail": "", "link": "", "link_text": ""} | more
    return SimpleNamespace(
        tone=tone, text=words, tone_words={"ok": "符合", "warn": "请注意", "stop": "不符合"}[tone], **given
    )


def test_findings_tell_their_tone_in_words() -> None:
    html = render_to_string("_findings.html", {"findings": [
        finding("ok", "一文一事", article=27),
        finding("warn", "县财政局", strong="逾期未回复，视为无不同意见", article=31, detail="6月1日送达"),
        finding("stop", "超过字数", link="/x/", link_text="查看"),
    ]})  # fmt: skip
    assert "符合：一文一事 第二十七条" in text(html)
    assert "请注意：县财政局 逾期未回复，视为无不同意见 第三十一条 6月1日送达" in text(html)
    assert '<a href="/x/">查看</a>' in html and html.count("finding-stop") == 1


def test_a_finding_escapes_what_people_wrote() -> None:
    html = render_to_string("_findings.html", {"findings": [finding("warn", "<script>", detail="<img>")]})
    assert "<script>" not in html and "<img>" not in html


def test_no_findings_are_said() -> None:
    assert "没有需要说明的事项" in render_to_string("_findings.html", {"findings": []})


def test_the_record_says_who_in_whose_place_when_under_what() -> None:
    line = {
        "at": office("2026-06-10 09:00"),
        "when": "6月10日 09:00",
        "who": "李长河",
        "place": "副县长（教育卫生）",
        "text": "同意。",
        "article": 32,
    }
    html = render_to_string("_journal.html", {"journal": [line]})
    assert text(html) == "6月10日 09:00 李长河代副县长（教育卫生） 同意。 第三十二条"
    assert 'datetime="2026-06-10T09:00:00+08:00"' in html


def test_an_empty_record_says_so() -> None:
    assert "还没有办理记录" in render_to_string("_journal.html", {"journal": []})


def said(**more: object) -> SimpleNamespace:
    given = {
        "who": "周正", "capacity": "办公室主任", "stand_in": False, "ground": "", "article": None, "word": "审核",
        "text": "拟同意。\n请核批。", "when": "6月10日 09:00", "returned": False,
    }  # fmt: skip
    return SimpleNamespace(**(given | more))


def test_opinions_keep_their_lines_and_escape_them() -> None:
    html = render_to_string("_opinions.html", {"said": [said(), said(text="<b>x")]})
    assert "拟同意。<br>请核批。" in html and "<b>x" not in html


def test_a_return_stands_out() -> None:
    assert "said-returned" in render_to_string("_opinions.html", {"said": [said(returned=True, word="退回")]})


def test_an_empty_state_has_its_words_and_its_picture() -> None:
    html = render_to_string("_empty.html", {"say": "都办完了", "hint": "去喝杯茶", "art": "bell"})
    assert "都办完了" in html and "去喝杯茶" in html and "sprite.svg#bell" in html
    assert "sprite.svg#done" in render_to_string("_empty.html", {"say": "好"})
