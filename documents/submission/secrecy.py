"""Classified matter has no place here: this is not a system for state secrets, and it says so."""

from __future__ import annotations

import re

from govrules.core.errors import BadInput, Why

GRADES = (("", "不涉密"), ("秘密", "秘密"), ("机密", "机密"), ("绝密", "绝密"))
LASTS = r"\s*[★*☆]?\s*(?:\d+\s*(?:年|个月)|长期)?\s*"
MARKED = re.compile(rf"^\s*[（(【\[]?\s*(秘密|机密|绝密){LASTS}[）)】\]]?\s*$", re.M)
IN_TITLE = re.compile(rf"[（(【\[]\s*(秘密|机密|绝密){LASTS}[）)】\]]|(?:秘密|机密|绝密)\s*[★☆]")
REMEDY = "请按保密规定使用涉密设备办理，并从本机删除这份文稿"


def require_open(grade: str, title: str, body: str) -> None:
    """Refuse what is declared, or marked in the title or on a line of its own, as 秘密 or above."""
    marked = MARKED.search(body) or IN_TITLE.search(title)
    found = grade or (marked.group(0).strip() if marked else "")
    if found:
        raise BadInput(Why(f"本系统不是涉密信息系统，不能办理标为“{found}”的公文", remedy=REMEDY), field="secrecy")
