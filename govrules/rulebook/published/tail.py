"""Where the last article ends and the rest of the document or of the web page begins."""

from __future__ import annotations

import re

from govrules.rulebook.published.headings import ends_sentence

WORDS = (
    "抄送|抄报|主送|分送|附件|附表|附 ?[:：]|(主办|承办)(单位)?[:：]|版权|网站标识|扫一扫|【?(打印|关闭|分享|收藏|返回)"
    "|责任编辑|上一篇|下一篇|相关(链接|文件|附件|阅读|解读)|浏览次数|[（(]此件|.{0,6}ICP备"
)
MARKS = re.compile(WORDS)
IN_LINE = re.compile(rf"(?<=[。；！？]) ?(?={WORDS})")


def begins_tail(text: str) -> bool:
    """Whether a paragraph after the last article's first belongs to it no more."""
    return MARKS.match(text) is not None or not ends_sentence(text)


def is_marked(text: str) -> bool:
    """Whether a line can only belong to what follows the rules."""
    return MARKS.match(text) is not None
