"""The bodies of the five counties as their articles have them, read by hand from the articles and not from the data:
who is asked as a member, from which seats it may be chaired, and from which only by the head's entrustment."""

from __future__ import annotations

from dataclasses import dataclass

LEADERS = ("head", "executive", "schools_deputy", "land_deputy")
DEPUTIES = LEADERS[1:]
HEADS = ("education_head", "finance_head", "resources_head", "agriculture_head")
MORE = ("member",)  # 党组成员, of the counties that know them


@dataclass(frozen=True)
class Body:
    """One body: members and chairs by the cast's keys; `proves` its provisions."""

    county: str
    key: str
    members: tuple[str, ...]
    chairs: tuple[str, ...]
    entrusted: tuple[str, ...] = ()
    members_prove: tuple[str, ...] = ()
    chairs_prove: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.county}-{self.key}"


YG, YC, TK, YY, TB = "yanggao-2024", "yangcheng-2021", "toksun-2021", "yunyang-2025", "taobei-2020"
ALL = (*HEADS, "audit_head")
OFFICE = ("director",)
BODIES = (
    Body(YG, "plenary", (*LEADERS, *HEADS), ("head",), (), ("YG-18-1", "YG-19-1"), ("YG-19-2",)),
    Body(YG, "standing", LEADERS, ("head",), (), ("YG-18-1", "YG-20-1"), ("YG-20-2",)),
    Body(YG, "head_office", (), ("head",), DEPUTIES, ("YG-23-1",), ("YG-23-2",)),
    Body(YG, "special", (), LEADERS, (), ("YG-23-8",), ("YG-23-5",)),
    Body(YC, "plenary", (*LEADERS, *MORE, *OFFICE, *ALL), ("head",), (), ("YC-49-1", "YC-50-1"), ("YC-6-1", "YC-50-2")),
    Body(YC, "standing", (*LEADERS, *MORE, *OFFICE), ("head",), ("executive",), ("YC-51-1", "YC-51-2"),
         ("YC-6-1", "YC-51-5")),
    Body(YC, "head_office", (*LEADERS, *MORE, *OFFICE), ("head",), ("executive",), ("YC-52-1", "YC-52-2"),
         ("YC-6-1", "YC-52-4")),
    Body(YC, "special", (), (*LEADERS, *MORE), ("director", "vice_director"), ("YC-49-1",), ("YC-53-1",)),
    Body(TK, "plenary", (*LEADERS, *MORE, *ALL), ("head",), (), ("TK-46-1", "TK-47-1"), ("TK-6-1", "TK-47-3")),
    Body(TK, "standing", (*LEADERS, *MORE, *OFFICE), ("head",), (), ("TK-46-1", "TK-48-1"), ("TK-6-1", "TK-48-2")),
    Body(TK, "head_office", (), ("head",), DEPUTIES, ("TK-46-1", "TK-49-2"), ("TK-49-1",)),
    Body(TK, "special", (), (*LEADERS, *MORE), (), (), ()),
    Body(YY, "plenary", (*LEADERS, *MORE, *ALL), ("head",), (), ("YY-44-1", "YY-45-1"), ("YY-6-1", "YY-45-2")),
    Body(YY, "standing", (*LEADERS, *MORE), ("head",), ("executive",), ("YY-44-1", "YY-46-1"), ("YY-6-1", "YY-46-2")),
    Body(YY, "head_office", (*LEADERS, *MORE), ("head",), (), ("YY-44-1", "YY-47-1"), ("YY-6-1", "YY-47-2")),
    Body(YY, "special", (), (*LEADERS, *MORE), ("director", "vice_director"), ("YY-44-1", "YY-48-2"), ("YY-48-1",)),
    Body(YY, "party_group", (), ("head",), (), (), ("YY-6-1",)),
    Body(TB, "plenary", (*LEADERS, *ALL), ("head",), ("executive",), ("TB-57-1", "TB-58-2"), ("TB-13-1", "TB-58-6")),
    Body(TB, "standing", LEADERS, ("head",), ("executive",), ("TB-57-1", "TB-60-2"), ("TB-13-1", "TB-60-5")),
    Body(TB, "head_office", LEADERS, ("head",), ("executive",), ("TB-57-1", "TB-61-2"), ("TB-13-1", "TB-61-4")),
    Body(TB, "special", (), LEADERS, (), ("TB-57-1",), ("TB-62-1",)),
    Body(TB, "party_group", (), ("head",), (), ("TB-57-1",), ("TB-13-1",)),
)  # fmt: skip
