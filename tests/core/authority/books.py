"""Made-up rulebooks that differ in who stands in for whom, each after one of the counties' texts.

They show that a county's way is data: nothing but the grounds below is different between them.
"""

from __future__ import annotations

from govrules import rulebook
from govrules.rulebook import Rulebook

POSTS = {
    "head": "县长",
    "executive_deputy": "常务副县长",
    "deputy": "副县长",
    "party_group_member": "党组成员",
    "office_director": "政府办公室主任",
    "office_deputy_director": "政府办公室副主任",
    "department_head": "部门主要负责人",
    "department_deputy": "部门负责人",
}
DEPUTIES = ("executive_deputy", "deputy")


def ground(
    kind: str, candidates: tuple[str, ...], article: int, on: tuple[str, ...] = ("absence",), acts: tuple = ()
) -> str:
    """One ground, as a line of TOML."""
    return (
        f'{{ ground = "{kind}", on = {list(on)}, candidates = {list(candidates)}, '
        f'acts = {list(acts)}, article = {article}, note = "" }}'
    )


def book(name: str, **grounds: list[str]) -> Rulebook:
    """A rulebook that says of each post named who stands in for it, and of the others nothing."""
    head = [
        "[rulebook]", f'id = "{name}"', 'title = "样例县人民政府工作规则"', 'government = "样例县人民政府"',
        'number = "样政发〔2021〕1号"', "issued = 2021-01-01", "in_force = 2021-01-01", "articles = 104",
        'prefix = "SM"',
    ]  # fmt: skip
    posts = [f'[posts.{key}]\ntitle = "{title}"\narticle = 5\nstrength = "must"' for key, title in POSTS.items()]
    features = [
        f'[features.stand_in_{post}]\nkind = "stand_in"\narticle = 5\nstrength = "must"\n'
        f'params = {{ post = "{post}", grounds = [{", ".join(rules)}] }}'
        for post, rules in grounds.items()
    ]
    columns = ",".join(rulebook.Provision.model_fields)
    return rulebook.load_text("\n".join([*head, *posts, *features]), columns + "\n")


YANGGAO = rulebook.load("yanggao-2024")

# 阳城: the executive deputy presides while the head is away, without being asked; pairs act for each other.
YANGCHENG = book(
    "yangcheng-2021",
    head=[ground("by_post", ("executive_deputy",), 5)],
    executive_deputy=[ground("mutual_pair", (*DEPUTIES, "party_group_member"), 102)],
    deputy=[ground("mutual_pair", (*DEPUTIES, "party_group_member"), 102)],
    party_group_member=[ground("mutual_pair", (*DEPUTIES, "party_group_member"), 102)],
)

# 托克逊: only the executive deputy may be entrusted; no AB roles at all.
TOKSUN = book("toksun-2021", head=[ground("entrustment", ("executive_deputy",), 5)])

# 云阳: the executive deputy by entrustment; deputies in AB roles.
YUNYANG = book(
    "yunyang-2025",
    head=[ground("entrustment", ("executive_deputy",), 5)],
    executive_deputy=[ground("ab_pair", DEPUTIES, 5)],
    deputy=[ground("ab_pair", DEPUTIES, 5)],
)

# 洮北: the executive deputy by entrustment; a deputy's work is filled in by whom the head arranges.
TAOBEI = book(
    "taobei-2020",
    head=[ground("entrustment", ("executive_deputy",), 15)],
    executive_deputy=[ground("arrangement", DEPUTIES, 15)],
    deputy=[ground("arrangement", DEPUTIES, 15)],
)

ALL = {
    "yanggao": YANGGAO, "yangcheng": YANGCHENG, "toksun": TOKSUN, "yunyang": YUNYANG, "taobei": TAOBEI,
}  # fmt: skip
