"""The form field for attachments: what is wrong is said file by file, and what else was typed stays."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from govrules.core.files.forms import AttachmentsField
from govrules.core.files.kinds import ALL
from tests.core.files.conftest import upload
from tests.core.files.samples import A_PROGRAM


class Drafting(forms.Form):
    title = forms.CharField()
    annexes = AttachmentsField(required=False, most=3)


def filled(*uploads: SimpleUploadedFile) -> Drafting:
    return Drafting({"title": "关于修缮校舍的请示"}, MultiValueDict({"annexes": list(uploads)}))


def test_good_files_come_checked_and_in_order():
    form = filled(upload("请示.docx"), upload("现场.png"))
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["annexes"]] == ["请示.docx", "现场.png"]
    assert form.cleaned_data["annexes"][1].content_type == "image/png"


def test_no_file_is_an_empty_list():
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["annexes"] == []


def test_no_file_where_one_is_needed():
    class Needed(forms.Form):
        annexes = AttachmentsField()

    form = Needed({}, MultiValueDict())
    assert not form.is_valid()
    assert "annexes" in form.errors


def test_one_file_without_a_list_is_taken_too():
    form = Drafting({"title": "x"}, {"annexes": upload("请示.docx")})
    assert form.is_valid()
    assert len(form.cleaned_data["annexes"]) == 1


def test_every_bad_file_is_named_with_what_to_do():
    form = filled(upload("空.docx", b""), upload("程序.pdf", A_PROGRAM))
    assert not form.is_valid()
    first, second = form.errors["annexes"]
    assert first.startswith("“空.docx”是空文件（0 字节）。可以上传：")
    assert second.startswith("“程序.pdf”的内容是可执行程序，不能作为附件。")


def test_good_files_beside_a_bad_one_are_to_be_chosen_again():
    form = filled(upload("请示.docx"), upload("空.docx", b""), upload("现场.png"))
    assert not form.is_valid()
    assert form.errors["annexes"][-1] == "其余 2 个文件没有问题，请重新选择后一起上传。"


def test_an_error_keeps_what_else_was_typed():
    form = filled(upload("空.docx", b""))
    assert not form.is_valid()
    assert "title" not in form.errors
    assert 'value="关于修缮校舍的请示"' in str(form["title"])


def test_too_many_at_once():
    form = filled(*[upload("请示.docx") for _ in range(4)])
    assert form.errors["annexes"] == ["一次最多上传 3 个文件，请分次上传。"]


def test_an_oversized_file_names_the_limit(settings):
    settings.GOVRULES_UPLOAD_MAX_MB = 1
    form = filled(upload("说明.txt", b"a" * (1024 * 1024 + 1)))
    assert "每个文件不得超过 1 MB" in form.errors["annexes"][0]


def test_a_scripted_name_is_escaped_on_the_page():
    bad = upload("x.pdf", b"\0")
    bad._name = "<img src=x onerror=alert(1)>.pdf"
    shown = str(filled(bad).errors)
    assert "<img" not in shown
    assert "&lt;img" in shown


@pytest.mark.parametrize("ending", [kind.ending for kind in ALL])
def test_the_input_offers_every_allowed_ending(ending: str):
    shown = str(filled()["annexes"])
    assert f".{ending}" in shown
    assert " multiple" in shown


def test_the_help_says_what_and_how_large():
    assert "每个文件不超过 50 MB" in Drafting().fields["annexes"].help_text
