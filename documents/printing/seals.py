"""The picture of a seal, at the size in which it is printed: a large one only makes printing slow."""

import io
from base64 import b64encode
from functools import lru_cache

from PIL import Image

from .grid import SEAL

RESOLUTION = 600  # dots an inch
SIDE = round(SEAL / 25.4 * RESOLUTION)
FORMATS = ("PNG", "JPEG")


class UnreadableSeal(ValueError):
    """The seal's file is no picture that can be printed."""


@lru_cache(maxsize=32)
def picture(image: bytes) -> str:
    """The seal as a data: address, square, with its background transparent if it was."""
    try:
        with Image.open(io.BytesIO(image), formats=FORMATS) as opened:
            opened.verify()  # a file cut short is refused: WeasyPrint would have Pillow draw the half of it
        with Image.open(io.BytesIO(image), formats=FORMATS) as opened:
            drawn = opened.convert("RGBA")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableSeal("印章图片无法读取，请使用 PNG 或 JPEG 格式的图片。") from error
    drawn.thumbnail((SIDE, SIDE))
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return "data:image/png;base64," + b64encode(out.getvalue()).decode()
