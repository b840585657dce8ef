"""Taking files in and attaching them: checks, one blob per content, the journal, removal."""

import hashlib
import os
import threading
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import close_old_connections, connection, transaction

from govrules.core import acts
from govrules.core.errors import BadInput, NotYours, WrongState
from govrules.core.files import actions, loose
from govrules.core.files.actions import Checked, Place, attach, attach_all, checked, keep, remove
from govrules.core.files.models import Attachment, Blob
from govrules.core.journal.models import JournalEntry
from govrules.core.matters.models import Evidence
from tests.core.files.conftest import AT, matter_of, upload
from tests.core.files.samples import SAMPLES, an_ole

DOCX = SAMPLES["请示.docx"]
SHA = hashlib.sha256(DOCX).hexdigest()


def path_of(data: bytes) -> str:
    sha = hashlib.sha256(data).hexdigest()
    return f"blobs/{sha[:2]}/{sha}"


# --- checked ---------------------------------------------------------------------------------------


def test_checked_tells_type_hash_size_and_clean_name():
    found = checked(upload("a\u202eb/../请示.docx", DOCX))
    assert (found.name, found.size, found.sha256) == ("请示.docx", len(DOCX), SHA)
    assert found.content_type.endswith("wordprocessingml.document")


def test_the_browsers_word_for_the_type_is_not_believed():
    assert checked(upload("现场.png")).content_type == "image/png"


def test_a_large_upload_is_read_from_its_temporary_file_which_stays():
    large = TemporaryUploadedFile("说明.txt", "text/plain", 0, "utf-8")
    large.write("水渠。".encode() * 100_000)
    large.size = large.tell()
    assert checked(large).sha256 == hashlib.sha256("水渠。".encode() * 100_000).hexdigest()
    assert os.path.exists(large.temporary_file_path())


@pytest.mark.parametrize("over", [0, 1])
def test_the_limit_is_the_last_size_allowed(settings, over: int):
    settings.GOVRULES_UPLOAD_MAX_MB = 1
    data = b"a" * (1024 * 1024 + over)
    if not over:
        assert checked(upload("说明.txt", data)).size == 1024 * 1024
        return
    with pytest.raises(BadInput) as refused:
        checked(upload("说明.txt", data))
    (why,) = refused.value.reasons
    assert why.message == "“说明.txt”太大，每个文件不得超过 1 MB。"
    assert why.remedy


def test_without_a_setting_the_limit_is_fifty(settings):
    if hasattr(settings, "GOVRULES_UPLOAD_MAX_MB"):
        del settings.GOVRULES_UPLOAD_MAX_MB
    assert actions.limit_mb() == 50


def test_an_oversized_file_is_not_even_read(settings):
    settings.GOVRULES_UPLOAD_MAX_MB = 1
    huge = upload("说明.txt", b"a")
    huge.size, huge.file = 10**12, None
    with pytest.raises(BadInput, match="太大"):
        checked(huge)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("空.docx", b"", "0 字节"),
        ("材料.zip", b"PK\x05\x06" + bytes(18), "不在允许之列"),
        ('"><script>alert(1)</script>.pdf', b"<script>alert(1)</script>", "网页或脚本"),
        ("", b"", "“附件”"),
    ],
)
def test_bad_uploads_are_refused_by_name(name: str, data: bytes, word: str):
    bad = upload("x", data)
    bad._name = name  # as a hand-made request would have it
    with pytest.raises(BadInput, match=word):
        checked(bad)


# --- attach ----------------------------------------------------------------------------------------


def test_attaching_keeps_bytes_row_and_journal_line(cast, matter, stored):
    attachment = attach(matter, upload("请示.docx"), cast.education_clerk, AT)
    assert stored() == [path_of(DOCX)]
    assert (attachment.blob_id, attachment.blob.size) == (SHA, len(DOCX))
    assert (attachment.name, attachment.role, attachment.step) == ("请示.docx", "annex", None)
    assert (attachment.uploaded_by, attachment.uploaded_at) == (cast.education_clerk, AT)
    with attachment.blob.file.open("rb") as file:
        assert file.read() == DOCX
    (line,) = JournalEntry.objects.filter(matter=matter)
    assert (line.act, line.actor, line.at) == ("attach", cast.education_clerk, AT)
    assert line.text == f"上传附件“请示.docx”（{round(len(DOCX) / 1024)} KB）"
    assert line.data == {"attachment": attachment.pk, "sha256": SHA}


@pytest.mark.parametrize(
    ("size", "said"),
    [(6, "6 字节"), (1023, "1023 字节"), (1024, "1 KB"), (2048, "2 KB"), (3 * 1024 * 1024, "3.0 MB")],
)
def test_the_journal_says_how_large(cast, matter, size: int, said: str):
    attach(matter, upload("说明.txt", b"a" * size), cast.education_clerk, AT)
    assert JournalEntry.objects.get(matter=matter).text == f"上传附件“说明.txt”（{said}）"


def test_a_checked_upload_is_not_looked_at_again(cast, matter, monkeypatch):
    ready = checked(upload("请示.docx"))
    monkeypatch.setattr(actions, "checked", None)
    assert attach(matter, ready, cast.education_clerk, AT).blob_id == SHA


def test_attaching_leaves_the_temporary_file_to_its_request(cast, matter):
    large = TemporaryUploadedFile("说明.txt", "text/plain", 0, "utf-8")
    large.write("水渠。".encode())
    large.size = large.tell()
    attach(matter, large, cast.education_clerk, AT)
    assert os.path.exists(large.temporary_file_path())


def test_two_matters_share_the_bytes_under_their_own_names(cast, matter, stored):
    other = matter_of(cast, "finance")
    mine = attach(matter, upload("请示.docx"), cast.education_clerk, AT)
    theirs = attach(other, upload("抄件.docx", DOCX), cast.finance_clerk, AT)
    assert (mine.name, theirs.name) == ("请示.docx", "抄件.docx")
    assert mine.blob == theirs.blob
    assert stored() == [path_of(DOCX)]


def test_several_files_keep_their_order(cast, matter):
    names = ["现场.png", "请示.docx", "扫描件.pdf", "说明.txt"]
    made = attach_all(matter, map(upload, names), Place(cast.education_clerk, AT))
    assert [attachment.name for attachment in matter.attachments.all()] == names
    assert [attachment.name for attachment in made] == names


def test_blobs_are_written_in_the_order_of_their_hashes(cast, matter, monkeypatch):
    """Two acts that bring the same files in another order then never wait for each other in a ring."""
    written = []
    monkeypatch.setattr(FileSystemStorage, "save", lambda self, path, content: written.append(path) or path)
    attach_all(matter, map(upload, ["现场.png", "请示.docx", "扫描件.pdf"]), Place(cast.education_clerk, AT))
    assert written == sorted(written)
    assert len(written) == 3


def test_the_same_upload_sent_twice_is_one_attachment(cast, matter):
    first = attach(matter, upload("请示.docx"), cast.education_clerk, AT)
    again = attach(matter, upload("请示.docx"), cast.education_clerk, AT + timedelta(seconds=1))
    assert again == first
    assert JournalEntry.objects.filter(matter=matter).count() == 1


@pytest.mark.parametrize("different", [{"role": "grounds"}, {"by": "education_head"}, {"name": "另一份.docx"}])
def test_what_differs_is_another_attachment(cast, matter, different):
    attach(matter, upload("请示.docx"), cast.education_clerk, AT)
    by = getattr(cast, different.get("by", "education_clerk"))
    attach(matter, upload(different.get("name", "请示.docx"), DOCX), by, AT, different.get("role", "annex"))
    assert matter.attachments.count() == 2
    assert Blob.objects.count() == 1


def test_one_bad_file_of_several_attaches_none(cast, matter, stored):
    with pytest.raises(BadInput, match="空.docx"):
        attach_all(matter, [upload("请示.docx"), upload("空.docx", b"")], Place(cast.education_clerk, AT))
    assert not Attachment.objects.exists() and not Blob.objects.exists()
    assert stored() == []


def test_keep_stores_what_the_program_made_once(db, stored):
    first, again = (keep(b"%PDF-1.7 %%EOF", "application/pdf", "批复.pdf") for _ in range(2))
    assert first == again
    assert (first.content_type, first.size) == ("application/pdf", 14)
    assert stored() == [path_of(b"%PDF-1.7 %%EOF")]


def test_bytes_that_were_lost_come_back_with_the_next_upload(cast, matter, media, stored):
    blob = attach(matter, upload("请示.docx"), cast.education_clerk, AT).blob
    (media / blob.file.name).unlink()
    attach(matter_of(cast, "finance"), upload("请示.docx"), cast.finance_clerk, AT)
    assert stored() == [path_of(DOCX)]


# --- failing and racing ----------------------------------------------------------------------------


def test_a_failed_act_leaves_no_rows(cast, matter):
    with pytest.raises(WrongState), acts.on(matter.pk) as locked:
        attach(locked, upload("请示.docx"), cast.education_clerk, AT)
        raise WrongState("后来发现不能办理")
    assert not Attachment.objects.exists()
    assert not Blob.objects.exists()
    assert not JournalEntry.objects.exists()


def test_the_upload_can_be_attached_again_after_a_failure(cast, matter, stored):
    ready = checked(upload("请示.docx"))
    with pytest.raises(WrongState), transaction.atomic():
        attach(matter, ready, cast.education_clerk, AT)
        raise WrongState("重来")
    attachment = attach(matter, ready, cast.education_clerk, AT)
    with attachment.blob.file.open("rb") as file:
        assert file.read() == DOCX
    assert attachment.blob.file.name in stored()


def test_what_a_failed_act_left_in_the_storage_is_cleared_after_a_while(cast, matter, stored, media):
    attach(matter, upload("现场.png"), cast.education_clerk, AT)
    with pytest.raises(WrongState), transaction.atomic():
        attach(matter, upload("请示.docx"), cast.education_clerk, AT)
        raise WrongState("后来发现不能办理")
    written = default_storage.get_modified_time(path_of(DOCX))
    assert loose.clear(written) == 0
    assert loose.clear(written + timedelta(seconds=1)) == 1
    assert stored() == [path_of(SAMPLES["现场.png"])]
    assert loose.clear(written + timedelta(days=1)) == 0


def test_clearing_an_empty_storage_does_nothing(db):
    assert loose.clear(AT) == 0


def test_of_two_who_bring_the_same_content_the_second_takes_his_bytes_back(cast, matter, monkeypatch, stored):
    """The other transaction commits between our look and our insert."""
    save = FileSystemStorage.save

    def save_late(self, path, content):
        theirs = save(self, path, ContentFile(DOCX))
        Blob.objects.create(sha256=SHA, size=len(DOCX), content_type="application/x", file=theirs)
        return save(self, path, content)

    monkeypatch.setattr(FileSystemStorage, "save", save_late)
    attachment = attach(matter, upload("请示.docx"), cast.education_clerk, AT)
    assert attachment.blob.file.name == path_of(DOCX)
    assert stored() == [path_of(DOCX)]


@pytest.mark.parametrize("files", [["请示.docx"], ["请示.docx", "现场.png", "扫描件.pdf"]])
def test_many_who_bring_the_same_content_at_once(lasting_cast, stored, files):
    """Each on his own matter, the files in different orders: one blob each, nobody fails, nobody hangs."""
    cast, errors, together = lasting_cast, [], threading.Barrier(4)
    matters = [matter_of(cast) for _ in range(4)]

    def act(number: int) -> None:
        try:
            turned = files[number % len(files) :] + files[: number % len(files)]
            ready = [checked(upload(name)) for name in turned]
            together.wait(10)
            with acts.on(matters[number].pk) as locked:
                attach_all(locked, ready, Place(cast.education_clerk, AT))
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    close_old_connections()
    assert errors == []
    assert Attachment.objects.count() == 4 * len(files)
    assert {blob.file.name for blob in Blob.objects.all()} == set(stored())
    assert Blob.objects.count() == len(files) == len(stored())


# --- remove ----------------------------------------------------------------------------------------


@pytest.fixture
def attachment(cast, matter) -> Attachment:
    return attach(matter, upload("请示.docx"), cast.education_clerk, AT)


def test_removing_marks_the_row_and_journals(cast, matter, attachment, stored):
    later = AT + timedelta(hours=1)
    remove(matter, attachment.pk, cast.education_clerk, later)
    attachment.refresh_from_db()
    assert attachment.removed_at == later
    assert stored() == [path_of(DOCX)]
    line = JournalEntry.objects.filter(matter=matter).last()
    assert (line.act, line.actor, line.at, line.text) == (
        "detach", cast.education_clerk, later, "移除附件“请示.docx”",
    )  # fmt: skip
    assert line.data == {"attachment": attachment.pk, "sha256": SHA}


@pytest.mark.parametrize("who", ["education_head", "finance_clerk", "director"])
def test_only_the_uploader_removes(cast, matter, attachment, who):
    with pytest.raises(NotYours, match="不是您上传的"):
        remove(matter, attachment.pk, getattr(cast, who), AT)
    attachment.refresh_from_db()
    assert attachment.removed_at is None


@pytest.mark.parametrize("state", ["submitted", "signing", "returned"])
def test_nothing_is_removed_after_drafting(cast, matter, attachment, state):
    matter.state = state
    with pytest.raises(WrongState, match="不能再移除"):
        remove(matter, attachment.pk, cast.education_clerk, AT)


def test_a_floor_names_the_states_in_which_its_matters_are_drafted(cast, matter, attachment):
    matter.state = "returned"
    remove(matter, attachment.pk, cast.education_clerk, AT, {"draft", "returned"})
    assert not matter.attachments.filter(removed_at=None).exists()


def test_removing_twice_or_from_another_matter_changes_nothing(cast, matter, attachment):
    with pytest.raises(WrongState, match="已经移除"):
        remove(matter_of(cast), attachment.pk, cast.education_clerk, AT)
    remove(matter, attachment.pk, cast.education_clerk, AT)
    with pytest.raises(WrongState, match="已经移除"):
        remove(matter, attachment.pk, cast.education_clerk, AT)
    assert JournalEntry.objects.filter(matter=matter, act="detach").count() == 1


def test_what_serves_as_evidence_stays(cast, matter, attachment):
    Evidence.objects.create(matter=matter, kind="review", issued_on=AT.date(), attachment=attachment, recorded_at=AT)
    with pytest.raises(WrongState, match="办理依据"):
        remove(matter, attachment.pk, cast.education_clerk, AT)


def test_a_removed_file_can_be_attached_again(cast, matter, attachment):
    remove(matter, attachment.pk, cast.education_clerk, AT)
    again = attach(matter, upload("请示.docx"), cast.education_clerk, AT)
    assert again.pk != attachment.pk
    assert again.blob == attachment.blob


def test_checked_uploads_compare_by_what_was_found():
    one, other = checked(upload("旧稿.doc")), checked(upload("旧稿.doc", an_ole("WordDocument", "1Table")))
    assert one == other
    assert isinstance(one, Checked) and "file" not in repr(one)
