"""Pictures of seals: read, made as large as they are printed, refused where they are none."""

import io
from base64 import b64decode

import pytest
from PIL import Image

from documents.printing.seals import SIDE, UnreadableSeal, picture
from tests.printing.cast import seal_picture


def opened(address: str) -> Image.Image:
    head, data = address.split(",", 1)
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(b64decode(data)))


def saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_a_large_picture_is_made_as_large_as_it_is_printed() -> None:
    assert opened(picture(seal_picture(2400))).size == (SIDE, SIDE)


def test_a_small_one_is_left_as_it_is() -> None:
    assert opened(picture(seal_picture(300))).size == (300, 300)


def test_proportions_are_kept() -> None:
    wide = saved(Image.new("RGBA", (3000, 1500)), "PNG")
    assert opened(picture(wide)).size == (SIDE, SIDE // 2)


def test_what_is_transparent_stays_so() -> None:
    image = opened(picture(seal_picture()))
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((200, 200))[3] == 255


def test_a_photograph_will_do() -> None:
    assert opened(picture(saved(Image.new("RGB", (200, 200), "red"), "JPEG"))).size == (200, 200)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not a picture", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, seal_picture()[:200],
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/a.png"/></svg>',
        saved(Image.new("RGB", (9, 9)), "GIF"), saved(Image.new("RGB", (9, 9)), "TIFF"),
    ],
    ids=["empty", "text", "pdf", "broken", "cut off", "svg", "gif", "tiff"],
)  # fmt: skip
def test_anything_else_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableSeal) as refusal:
        picture(data)
    assert str(refusal.value) == "印章图片无法读取，请使用 PNG 或 JPEG 格式的图片。"
