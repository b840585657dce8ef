"""Downloading: only through `visible_to`, as an attachment, with headers that let nothing run."""

import re
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from govrules.core.files import views
from govrules.core.files.actions import attach, open_for, remove
from govrules.core.files.models import Attachment
from govrules.core.files.queries import visible_to
from govrules.core.matters.models import Matter, MatterUserObjectPermission, Participant
from govrules.core.office.models import Account
from tests.core.cast import Cast
from tests.core.files.conftest import AT, matter_of, upload
from tests.core.files.samples import SAMPLES


@pytest.fixture
def attachment(cast: Cast, matter: Matter) -> Attachment:
    return attach(matter, upload("请示.docx"), cast.education_clerk, AT)


def page(attachment: Attachment | int, query: str = "") -> str:
    return reverse("files:download", args=[getattr(attachment, "pk", attachment)]) + query


def as_(official) -> Client:
    client = Client()
    client.force_login(official.account, "django.contrib.auth.backends.ModelBackend")
    return client


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def alike(response) -> str:
    """The page without what differs each time: its own address and the form tokens."""
    return re.sub(r"/files/\d+/|\b[A-Za-z0-9]{64}\b", "", response.content.decode())


def test_the_address():
    assert page(7) == "/files/7/"
    assert views.download.access == "officials"


@pytest.mark.parametrize("who", ["education_clerk", "education_head", "education_deputy"])
def test_those_who_take_part_get_the_bytes(cast, attachment, who):
    response = as_(getattr(cast, who)).get(page(attachment))
    assert response.status_code == 200
    assert body(response) == SAMPLES["请示.docx"]


def test_headers_let_nothing_run(cast, attachment):
    response = as_(cast.education_clerk).get(page(attachment))
    assert response["Content-Type"] == attachment.blob.content_type
    assert response["Content-Length"] == str(attachment.blob.size)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''%E8%AF%B7%E7%A4%BA.docx"


@pytest.mark.parametrize("who", ["finance_clerk", "head", "director", "clerk", "stranger", "other_director"])
def test_strangers_of_this_and_of_another_government_get_the_same_as_for_nothing(cast, attachment, who):
    client = as_(getattr(cast, who))
    refused, nothing = client.get(page(attachment)), client.get(page(attachment.pk + 1000))
    assert refused.status_code == nothing.status_code == 404
    assert alike(refused) == alike(nothing)
    assert "请示" not in refused.content.decode()


def test_the_same_content_in_his_own_matter_opens_nothing_else(cast, attachment):
    own = attach(matter_of(cast, "finance"), upload("请示.docx"), cast.finance_clerk, AT)
    client = as_(cast.finance_clerk)
    assert client.get(page(own)).status_code == 200
    assert client.get(page(attachment)).status_code == 404


def test_a_removed_file_is_gone_for_everybody(cast, matter, attachment):
    remove(matter, attachment.pk, cast.education_clerk, AT)
    assert as_(cast.education_clerk).get(page(attachment)).status_code == 404
    assert not visible_to(cast.education_clerk).exists()


def test_a_new_participant_and_a_granted_official_see_it(cast, matter, attachment):
    Participant.objects.create(matter=matter, organ=cast.finance, role="consulted", since=AT)
    assert as_(cast.finance_clerk).get(page(attachment)).status_code == 200
    MatterUserObjectPermission.objects.create(
        user=cast.head.account,
        content_object=matter,
        permission=Permission.objects.get(codename="view_matter"),
    )
    assert as_(cast.head).get(page(attachment)).status_code == 200
    assert as_(cast.executive).get(page(attachment)).status_code == 404


def test_a_grant_across_governments_opens_nothing(cast, matter, attachment):
    MatterUserObjectPermission.objects.create(
        user=cast.stranger.account,
        content_object=matter,
        permission=Permission.objects.get(codename="view_matter"),
    )
    assert as_(cast.stranger).get(page(attachment)).status_code == 404


def test_nobody_gets_in_without_logging_in(attachment):
    response = Client().get(page(attachment))
    assert response.status_code == 302
    assert response["Location"].startswith("/login/?next=/files/")


def test_an_operator_without_an_office_is_refused(cast, attachment):
    client = Client()
    operator = Account.objects.create(username="operator", is_staff=True, is_superuser=True)
    client.force_login(operator, "django.contrib.auth.backends.ModelBackend")
    assert client.get(page(attachment)).status_code == 403


@pytest.mark.parametrize("address", ["/files/99999999999999999999999999/", "/files/0/"])
def test_absurd_numbers_find_nothing(cast, address):
    assert as_(cast.education_clerk).get(address).status_code == 404


@pytest.mark.parametrize("address", ["/files/-1/", "/files/x/", "/files/../settings.py/", "/files/1%00/"])
def test_other_addresses_lead_nowhere(cast, address):
    assert as_(cast.education_clerk).get(address).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_download_changes_nothing(cast, attachment, method):
    assert getattr(as_(cast.education_clerk), method)(page(attachment)).status_code == 405


def test_the_bytes_are_closed_when_the_answer_is(cast, attachment):
    request = RequestFactory().get(page(attachment))
    request.user = cast.education_clerk.account
    response = views.download(request, attachment.pk)
    assert not response.file_to_stream.closed
    response.close()
    assert response.file_to_stream.closed


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("扫描件.pdf", "inline"), ("现场.png", "inline"), ("现场.jpg", "inline"),
        ("请示.docx", "attachment"), ("说明.txt", "attachment"), ("名册.csv", "attachment"),
        ("版式.ofd", "attachment"),
    ],
)  # fmt: skip
def test_only_pdf_and_pictures_are_shown_inline_and_only_when_asked(cast, matter, name, how):
    attachment = attach(matter, upload(name), cast.education_clerk, AT)
    client = as_(cast.education_clerk)
    shown = client.get(page(attachment, "?inline=1"))
    assert shown["Content-Disposition"].startswith(how)
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    for query in ("", "?inline=0", "?inline="):
        assert client.get(page(attachment, query))["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name",
    [
        '"><script>alert(1)</script>.pdf',
        'x"; filename="evil.exe.pdf',
        "a\r\nSet-Cookie: session=1\r\n\r\n<html>.pdf",
        "报告（终稿）；v1,2.pdf",
        "a%0d%0aX: y.pdf",
        "\u202efdp.pdf",
        "很" * 200 + ".pdf",
    ],
)
def test_nothing_in_a_name_breaks_the_header(cast, matter, name):
    bad = upload("扫描件.pdf")
    bad._name = name
    attachment = attach(matter, bad, cast.education_clerk, AT)
    response = as_(cast.education_clerk).get(page(attachment))
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+", response["Content-Disposition"])
    assert unquote(response["Content-Disposition"].partition("''")[2]) == attachment.name
    assert "Set-Cookie" not in response and "X" not in response


def test_a_name_that_reached_the_row_unclean_still_breaks_nothing(cast, attachment):
    Attachment.objects.filter(pk=attachment.pk).update(name='a"\r\nSet-Cookie: x=1;b.pdf')
    response = as_(cast.education_clerk).get(page(attachment))
    assert response["Content-Disposition"] == ("attachment; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3D1%3Bb.pdf")


def test_lost_bytes_are_explained(cast, attachment, media):
    (media / attachment.blob.file.name).unlink()
    response = as_(cast.education_clerk).get(page(attachment))
    assert response.status_code == 503
    assert "附件暂时读不出来" in response.content.decode()
    assert "请联系系统管理员" in response.content.decode()


def test_the_number_of_queries_does_not_grow(cast, matter, attachment):
    client = as_(cast.education_clerk)
    client.get(page(attachment))
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(page(attachment))
    for name in SAMPLES:
        last = attach(matter, upload(name), cast.education_clerk, AT)
    for _ in range(5):
        matter_of(cast)
    with CaptureQueriesContext(connection) as after:
        client.get(page(last))
    assert len(after) == len(before) <= 8


def test_open_for_serves_other_floors_alike(cast, attachment):
    found, file = open_for(cast.education_clerk, attachment.pk)
    with file:
        assert (found, file.read()) == (attachment, SAMPLES["请示.docx"])
    with pytest.raises(Attachment.DoesNotExist):
        open_for(cast.stranger, attachment.pk)
