"""Article numbers as the rules print them: 31 is 第三十一条."""

import re

DIGITS = "零一二三四五六七八九"
AS_PRINTED = re.compile(
    "(?:(?P<hundreds>[一二三四五六七八九])百)?零?(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?"
)
SPELLINGS = str.maketrans("〇○两", "零零二")


def article_name(number: int) -> str:
    """The name of an article, 1 to 999; every page and message cites articles this way."""
    return f"第{chinese_number(number)}条"


def chinese_number(number: int) -> str:
    if not 1 <= number <= 999:
        raise ValueError(f"条号应在1至999之间：{number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if hundreds and not tens and ones:
        words += "零"
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    return words + (DIGITS[ones] if ones else "")


def number_of(words: str) -> int | None:
    """The number that is written: 一百零四, 一〇四, 104, １０４, with blanks inside or not; None for what is none."""
    text = "".join(words.split()).translate(SPELLINGS)
    if text and all(figure.isdecimal() or figure in DIGITS for figure in text):
        figures = "".join(str(DIGITS.index(one) if one in DIGITS else int(one)) for one in text)
        return int(figures) if len(figures) <= 3 else None
    found = AS_PRINTED.fullmatch(text)
    if not text or found is None:
        return None
    hundreds, tens, ones = (DIGITS.index(found[name] or "零") for name in ("hundreds", "tens", "ones"))
    return hundreds * 100 + (tens or bool(found["ten"])) * 10 + ones
