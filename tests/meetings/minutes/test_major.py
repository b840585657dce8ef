"""The register of major decisions: what belongs in it, its evidence, who sees it, and one file for all of it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from pypdf import PdfReader, PdfWriter

from documents.printing.bundle import render_bundle
from documents.printing.page import Bundle
from documents.prints import actions as prints
from documents.prints.content import restored, stored
from documents.prints.models import PrintJob
from govrules.core import acts, clock
from govrules.core.errors import NotYours
from govrules.core.files.actions import attach
from govrules.core.matters import actions as steps
from govrules.core.matters.models import Evidence, Matter
from meetings.items.models import AgendaItem
from meetings.minutes import actions, major
from meetings.session.models import Speech
from tests.core.cast import in_county
from tests.documents.papers import browser
from tests.meetings.minutes.clerks import over
from tests.meetings.stage import Stage
from tests.printing.conftest import press as press  # the press of the printing tests
from tests.printing.reading import pages_of, text_of

MAJOR = {"major": True}


def pdf(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def decided(stage: Stage, declared: dict[str, Any] | None = None, **values: Any) -> AgendaItem:
    """A decided item of a meeting that is over, which the office and the members see."""
    meeting = over(stage, items=0)
    values = {"title": "关于新建城东小学的议题", "declared": MAJOR if declared is None else declared} | values
    item = stage.listed(meeting, 1, **values)
    stage.decided(item, text="同意新建，列入年度计划。")
    steps.join_organ(item.matter, stage.cast.office, "office", clock.now())
    for one in meeting.attendees.all():
        steps.join(item.matter, one.official, "member", clock.now())
    return item


def with_evidence(stage: Stage) -> AgendaItem:
    """The same with papers, a review, speeches and minutes."""
    item, cast = decided(stage), stage.cast
    with acts.on(item.pk) as matter:
        for name, content in (("汇报材料.pdf", pdf(2)), ("测算表.csv", "甲,1\n".encode())):
            attach(matter, SimpleUploadedFile(name, content), cast.education_clerk, clock.now())
    Evidence.objects.create(
        matter=item.matter, kind="legality_review", issuer=cast.finance, issued_on=clock.today(),
        facts={"note": "审字1号"}, recorded_by=cast.clerk, recorded_at=clock.now(),
    )  # fmt: skip
    for place, one in enumerate(item.meeting.attendees.order_by("-order"), 1):
        Speech.objects.create(item=item, attendee=one, position=place, text=f"{one.name}同意。")
    actions.open_minutes(item.meeting, cast.clerk, clock.now())
    return item


def whole(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_related("matter__government", "meeting__matter").get(pk=item.pk)


# --- what belongs in it ---------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["major", "major_issue", "normative", "funds"])
def test_what_was_declared_as_major_is_in_it(stage: Stage, key: str) -> None:
    item = decided(stage, {key: True})
    assert [found.pk for found in major.decided_items(stage.cast.clerk)] == [item.pk]


@pytest.mark.parametrize("declared", [{}, {"major": False}, {"subject": "briefing"}])
def test_what_is_not_major_is_not_in_it(stage: Stage, declared: dict[str, Any]) -> None:
    decided(stage, declared)
    assert not major.decided_items(stage.cast.clerk)


@in_county("taobei-2020")
@pytest.mark.parametrize("subject", ["plan", "budget", "personnel", "project", "large_payment"])
def test_what_only_some_bodies_may_decide_is_in_it(stage: Stage, subject: str) -> None:
    item = decided(stage, {"subject": subject})
    assert [found.pk for found in major.decided_items(stage.cast.clerk)] == [item.pk]
    assert major.reasons(item)


def test_what_is_not_decided_is_not_in_it(stage: Stage) -> None:
    item = decided(stage)
    Matter.objects.filter(pk=item.pk).update(state="item_listed")
    assert not major.decided_items(stage.cast.clerk)


# --- who sees it ----------------------------------------------------------------------------------------


def test_the_office_and_the_members_see_it_and_the_reporting_organ_does_not(stage: Stage) -> None:
    item, cast = with_evidence(stage), stage.cast
    address = reverse("meetings:minutes_file", args=[item.pk])
    for who in (cast.clerk, cast.director, cast.head, cast.land_deputy):
        assert browser(who).get(address).status_code == 200
    for who in (cast.education_head, cast.education_clerk, cast.finance_head, cast.stranger, cast.other_director):
        assert browser(who).get(address).status_code == 404
        assert "城东小学" not in browser(who).get(reverse("meetings:minutes_register")).content.decode()


def test_only_they_print_it(stage: Stage) -> None:
    item, cast = with_evidence(stage), stage.cast
    with pytest.raises(NotYours):
        prints.ask(whole(item).matter, "file", cast.education_head)
    job = prints.ask(whole(item).matter, "file", cast.clerk)
    PrintJob.objects.filter(pk=job.pk).update(state="failed", error="x")
    assert browser(cast.education_head).get(reverse("documents:print", args=[job.pk])).status_code == 404
    assert browser(cast.head).get(reverse("documents:print", args=[job.pk])).status_code == 200


# --- its evidence ---------------------------------------------------------------------------------------


def test_the_page_has_everything(stage: Stage, media: Path) -> None:
    item = with_evidence(stage)
    answer = browser(stage.cast.clerk).get(reverse("meetings:minutes_file", args=[item.pk]))
    said = " ".join(html.fromstring(answer.content.decode()).text_content().split())
    for words in (
        "同意新建，列入年度计划。", "组成人员4人，到会4人", "赵立民同意。", "汇报材料.pdf", "审字1号",
        "2026年第5次常务会议纪要", "重大事项",
    ):  # fmt: skip
        assert words in said


def test_speeches_stand_in_their_order(stage: Stage, media: Path) -> None:
    found = major.file_of(whole(with_evidence(stage)))
    assert [one.position for one in found.speeches] == [1, 2, 3, 4]
    assert found.speeches[-1].attendee.name == "赵立民"


def test_the_list_is_searched(stage: Stage) -> None:
    decided(stage)
    client, address = browser(stage.cast.clerk), reverse("meetings:minutes_register")
    assert "共 1 项" in client.get(f"{address}?q=小学").content.decode()
    assert "共 0 项" in client.get(f"{address}?q=中学&page=x").content.decode()


def test_more_evidence_costs_no_more(stage: Stage, media: Path) -> None:
    few, many = with_evidence(stage), with_evidence(stage)
    for number in range(20):
        Speech.objects.create(item=many, attendee=many.meeting.attendees.first(), position=10 + number, text="同意。")
        Evidence.objects.create(
            matter=many.matter, kind="risk_assessed", issued_on=clock.today(), recorded_at=clock.now(), facts={}
        )
    counts = []
    for item in (few, many):
        client = browser(stage.cast.clerk)
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("meetings:minutes_file", args=[item.pk]))
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_request_it_came_from_belongs_to_it(stage: Stage, media: Path) -> None:
    item, cast = with_evidence(stage), stage.cast
    request = stage.matter(
        "submission", "县教育局关于新建城东小学的请示", "approved", cast.education, cast.education_clerk
    )
    with acts.on(request.pk) as matter:
        attach(matter, SimpleUploadedFile("请示.pdf", pdf(3)), cast.education_clerk, clock.now())
    Evidence.objects.create(matter=request, kind="risk_assessed", issued_on=clock.today(), recorded_at=clock.now())
    Matter.objects.filter(pk=item.pk).update(parent=request)
    found = major.file_of(whole(item))
    assert {paper.name for paper in found.papers} == {"汇报材料.pdf", "测算表.csv", "请示.pdf"}
    assert {one.name for one in found.reviews} >= {"已作风险评估"}


def test_a_decision_without_quorum_says_so_and_what_was_said_before_is_there(stage: Stage, media: Path) -> None:
    item = with_evidence(stage)
    type(item.decision).objects.filter(pk=item.pk).update(without_quorum=True)
    item.meeting.attendees.filter(official=stage.cast.land_deputy).update(opinion="同意，建议分期建设。")
    made = major.bundle(whole(item).matter)
    assert ("会前", "李长河", "同意，建议分期建设。") in made.parts[1].rows
    assert dict(made.parts[0].facts)["出席情况"].endswith("议定时到会人数不足")


# --- one file -------------------------------------------------------------------------------------------


def test_the_file_is_cover_discussion_list_and_the_papers_that_are_pdf(stage: Stage, media: Path) -> None:
    item = with_evidence(stage)
    made = major.bundle(whole(item).matter)
    assert [part.title for part in made.parts] == ["重大决策档案", "讨论记录", "材料目录"]
    assert [row[1:] for row in made.parts[2].rows] == [("汇报材料.pdf", "附后"), ("测算表.csv", "另存电子件")]
    assert [name for name, _ in made.annexes] == ["汇报材料.pdf"]
    rows = {row[0]: row[1] for row in made.parts[0].rows}
    assert rows["议定内容"].startswith("通过：同意新建，列入年度计划。")
    assert rows["会议纪要"].startswith("阳高县人民政府2026年第5次常务会议纪要")


def test_it_is_the_same_after_it_was_kept(stage: Stage, media: Path) -> None:
    made = major.bundle(whole(with_evidence(stage)).matter)
    assert restored(stored(made)) == made


def test_it_is_printed_as_one_file_with_an_outline(stage: Stage, media: Path, press: None) -> None:
    item = with_evidence(stage)
    prints.ask(whole(item).matter, "file", stage.cast.clerk)
    assert prints.run_waiting() == 1
    job = PrintJob.objects.get()
    reader = PdfReader(BytesIO(job.blob.file.read()))
    titles = [entry.title for entry in reader.outline]
    assert titles == ["重大决策档案", "讨论记录", "材料目录", "汇报材料.pdf"]
    assert len(reader.pages) == job.pages == 3 + 2
    assert reader.metadata.title == "重大决策档案：关于新建城东小学的议题"


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "不是完好的PDF"), (b"%PDF-1.7 broken", "不是完好的PDF"), (b"\x00" * 500, "不是完好的PDF")],
)
def test_a_broken_annex_is_named_and_left_out(stage: Stage, media: Path, press: None, data: bytes, said: str) -> None:
    made = major.bundle(whole(with_evidence(stage)).matter)
    printed = render_bundle(made, [("坏文件.pdf", data), ("好文件.pdf", pdf(1))])
    assert any("坏文件.pdf" in note and said in note for note in printed.missing)
    assert printed.pages == 3 + 1


def test_a_locked_annex_is_named_and_left_out(press: None, stage: Stage, media: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    made = Bundle(title="档案", parts=major.bundle(whole(with_evidence(stage)).matter).parts)
    printed = render_bundle(made, [("加密.pdf", out.getvalue())])
    assert any("加密.pdf" in note and "密码" in note for note in printed.missing)
    assert "重大决策档案" in text_of(printed)
    assert len(pages_of(printed)) == printed.pages
