"""Article numbers as the rules print them: 31 is 第三十一条."""

DIGITS = "零一二三四五六七八九"


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
