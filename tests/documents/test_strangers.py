"""Every page of documents to those whom it does not concern: nothing by guessed ids, lists, exports or files."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from documents import urls
from documents.consultation import actions as consultation
from documents.departmental.models import DepartmentDocument
from documents.dispatch.models import Dispatch
from documents.prints import actions as prints
from documents.submission.models import Submission
from govrules.core import acts
from govrules.core.deadlines.models import Extension
from govrules.core.files.actions import attach
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Matter
from tests.documents.departmental.desk import Desk
from tests.documents.papers import Papers, browser
from tests.documents.publicity import desk as publicity

SECRET = "城东小学"
OPEN_TO_OFFICIALS = {"index", "new", "department", "department_new", "publicity", "publicity_new"}
OFFICE_ONLY = {"dispatch_new"}
NAMES = [pattern.name for pattern in urls.urlpatterns]


@pytest.fixture
def desk(papers: Papers, media, monday) -> dict[str, list[object]]:
    """One of everything, and for each page's name the arguments that lead to it."""
    request = papers.draft(touched=["finance"])
    [asked] = papers.ask(request, "finance")
    consultation.ask_more_time(
        asked.step_id, papers.cast.finance_head, monday.moment.date().replace(day=12), "核实", "书面"
    )
    with acts.on(request.pk) as matter:
        upload = SimpleUploadedFile("附件.txt", "附件内容".encode())
        kept = attach(matter, upload, papers.cast.education_clerk, monday.moment)
    dispatch = papers.dispatch(title=f"关于{SECRET}的通知")
    job = prints.ask(Matter.objects.get(pk=request.pk), "request", papers.cast.education_clerk)
    own = Desk(papers).issued(title=f"关于{SECRET}的部门通知")
    release = publicity.Desk(papers).draft("release", says={"release_about": "deployment"}, title=f"{SECRET}的信息")
    rooms = of_a_department(own, kept.pk) | of_publicity(release.pk, kept.pk) | of_seals(dispatch.pk)
    return where(request, dispatch, asked.pk, kept.pk, job.pk) | rooms


def of_publicity(release: int, attachment: int) -> dict[str, list[object]]:
    own: dict[str, list[object]] = {name: [release] for name in NAMES if name.startswith("publicity_")}
    return own | {"publicity": [], "publicity_new": ["release"], "publicity_detach": [release, attachment]}


def of_seals(dispatch: int) -> dict[str, list[object]]:
    """This county's rules have no seals: nobody finds a page. Where they have, the walk of two governments looks."""
    own: dict[str, list[object]] = {name: [dispatch] for name in NAMES if name.startswith("seal")}
    return own | {"seals": [], "seal_book": [], "letter_book": [], "seal_new": [], "sealing_new": ["use"]}


def of_a_department(document: DepartmentDocument, attachment: int) -> dict[str, list[object]]:
    own: dict[str, list[object]] = {name: [document.pk] for name in NAMES if name.startswith("department_")}
    return own | {"department": [], "department_new": [], "department_detach": [document.pk, attachment]}


def where(request: Submission, dispatch: Dispatch, asked: int, attachment: int, job: int) -> dict[str, list[object]]:
    own = {name: [request.pk] for name in NAMES}
    own |= {name: [dispatch.pk] for name in NAMES if name.startswith("dispatch_")}
    return own | {
        "index": [], "new": [], "dispatch_new": [], "remind": [request.pk, asked], "respond": [request.pk, asked],
        "silence": [request.pk, asked],
        "extension": [request.pk, Extension.objects.get().pk], "detach": [request.pk, attachment],
        "ask_print": [request.pk, "request"], "word": [request.pk, "request"], "print": [job], "pdf": [job],
    }  # fmt: skip


def addresses(desk: dict[str, list[object]]) -> Iterator[tuple[str, str]]:
    for name in NAMES:
        yield name, reverse(f"documents:{name}", args=desk[name])


def both_ways(client: Client, address: str) -> set[int]:
    """Status of opening and of pressing; a page that is only pressed, or only opened, says 405 to the other."""
    return {client.get(address).status_code, client.post(address, {"reason": "x", "agree": "1"}).status_code}


def rows() -> tuple[int, list[tuple[str, int]]]:
    """What would tell that something was changed."""
    return JournalEntry.objects.count(), list(Matter.objects.order_by("pk").values_list("state", "version"))


@pytest.mark.parametrize("who", ["agriculture_clerk", "head", "land_deputy", "stranger", "other_director"])
def test_whom_it_does_not_concern_finds_nothing_and_changes_nothing(papers: Papers, desk, who):
    before, client = rows(), browser(getattr(papers.cast, who))
    for name, address in addresses(desk):
        if name in OPEN_TO_OFFICIALS | OFFICE_ONLY:
            continue
        wanted = {403, 404, 405} if name.startswith("dispatch_") else {404, 405}
        found = both_ways(client, address)
        assert found <= wanted and found != {405}, (name, found)
    assert rows() == before


def test_without_logging_in_every_page_leads_to_the_log_in(db, desk):
    before, client = rows(), Client()
    for name, address in addresses(desk):
        for response in (client.get(address), client.post(address)):
            assert (response.status_code, response["Location"].split("?")[0]) == (302, "/login/"), name
    assert rows() == before


@pytest.mark.parametrize("who", ["agriculture_clerk", "stranger", "head"])
def test_lists_and_exports_hold_nothing_of_it(papers: Papers, desk, who):
    client = browser(getattr(papers.cast, who))
    for query in ("", f"?q={SECRET}", "?kind=dispatch", "?state=draft", f"?organ={papers.cast.education.pk}"):
        response = client.get(reverse("documents:index") + query)
        assert response.status_code == 200 and SECRET not in response.content.decode().replace(f'"{SECRET}"', "")
    book = client.get(reverse("documents:index") + "?export=xlsx")
    assert exported_titles(book.content) == []


def exported_titles(data: bytes) -> list[str]:
    rows = list(load_workbook(BytesIO(data)).active.iter_rows(min_row=2, values_only=True))
    return [row[0] for row in rows]


def test_whom_it_concerns_sees_his_own_and_no_more(papers: Papers, desk):
    seen = {
        "education_deputy": ["县教育局关于新建城东小学的请示"], "finance_clerk": ["县教育局关于新建城东小学的请示"],
        "vice_director": ["关于城东小学的通知"],
    }  # fmt: skip
    for who, titles in seen.items():
        book = browser(getattr(papers.cast, who)).get(reverse("documents:index") + "?export=xlsx")
        assert exported_titles(book.content) == titles, who


def test_drafting_what_the_office_issues_is_the_offices(papers: Papers):
    for who, status in [("clerk", 200), ("education_clerk", 403), ("head", 403)]:
        assert browser(getattr(papers.cast, who)).get(reverse("documents:dispatch_new")).status_code == status


def test_a_consulted_organ_sees_the_document_and_cannot_do_the_hosts_acts(papers: Papers, desk):
    client, before = browser(papers.cast.finance_clerk), rows()
    assert client.get(reverse("documents:page", args=desk["page"])).status_code == 200
    for name in ("consult", "submit", "withdraw", "drop", "remind", "respond", "extension"):
        data = {"organs": [papers.cast.resources.pk], "reason": "x", "response": "x", "agree": "1"}
        assert client.post(reverse(f"documents:{name}", args=desk[name]), data).status_code == 403, name
    assert rows() == before


def test_ids_that_fit_no_row_or_another_matter_are_not_found(papers: Papers, desk):
    other = papers.draft(title="另一份请示")
    client = browser(papers.cast.education_clerk)
    for name in ("remind", "respond", "extension"):
        for args in ([other.pk, desk[name][1]], [desk[name][0], 999_999]):
            assert client.post(reverse(f"documents:{name}", args=args), {"response": "x"}).status_code == 404, name
    assert client.get("/documents/99999999999999999999/").status_code == 404
    assert client.get("/documents/prints/99999999999999999999/pdf/").status_code == 404


def test_a_dispatch_is_no_submission_and_the_other_way_round(papers: Papers, desk):
    client = browser(papers.cast.clerk)
    assert client.get(reverse("documents:edit", args=desk["dispatch_edit"])).status_code == 404
    assert client.get(reverse("documents:dispatch_edit", args=desk["edit"])).status_code == 404
