"""A small rulebook of an invented district, to be spoiled by the tests one line at a time."""

from pathlib import Path

from govrules import rulebook

RULES = """
[rulebook]
id = "sample-2030"
title = "样例区人民政府工作规则"
government = "样例区人民政府"
number = "样政发〔2030〕1号"
issued = 2030-01-02
in_force = 2030-01-05
articles = 9
prefix = "SP"

[posts.head]
title = "区长"
article = 1
strength = "must"

[posts.deputy]
title = "副区长"
article = 1
strength = "must"

[posts.office_director]
title = "办公室主任"
article = 2
strength = "must"

[bodies.standing]
title = "常务会议"
article = 3
strength = "must"
members = ["head", "deputy"]
chairs = [{ post = "head" }]

[gates.length]
check = "length"
act = "submit"
article = 4
strength = "principle"
carries = ["SP-4-1"]
params = { max = 2000 }
message = "超过字数上限"
remedy = "压缩篇幅"

[deadlines.countersign_reply]
article = 5
strength = "principle"
carries = ["SP-5-1"]
count = 3
starts = "countersign_sent"
host_may_set = true
extension_by = "host"
extension_article = 5
on_pass = "deemed_no_objection"
on_pass_article = 6
on_pass_strength = "must"

[routes.incoming_ordinary]
kind = "incoming"
article = 7
strength = "must"
when = { major = false }
[[routes.incoming_ordinary.steps]]
act = "review"
post = "office_director"
group = 1
article = 7
strength = "must"
[[routes.incoming_ordinary.steps]]
act = "approve"
post = "deputy"
group = 2
article = 7
strength = "must"

[routes.incoming_major]
kind = "incoming"
article = 7
strength = "must"
when = { major = true }
[[routes.incoming_major.steps]]
act = "approve"
post = "head"
group = 1
article = 7
strength = "must"

[cadences.standing]
kind = "meeting_cadence"
body = "standing"
article = 3
strength = "principle"
at_least = 2
per = "month"

[registers.letters_register]
title = "来信登记"
article = 8
strength = "must"
carries = ["SP-8-1"]
fields = [{ key = "organ", name = "承办单位", type = "organ", required = true }]

[features.stand_in_head]
kind = "stand_in"
article = 1
strength = "may"
[features.stand_in_head.params]
post = "head"
[[features.stand_in_head.params.grounds]]
ground = "entrustment"
on = ["absence"]
candidates = ["deputy"]
article = 1
"""

PROVISIONS = """id,article,kind,capability,summary
SP-4-1,4,enforce,DOC.length,公文一般不超过2000字
SP-5-1,5,enforce,DOC.countersign_deadline,会签一般3个工作日内回复
SP-6-1,6,enforce,DOC.silence,逾期视为无不同意见
SP-8-1,8,record,SUP.petitions,登记来信
SP-9-1,9,declare,DECL,本规则的宗旨
"""


def changed(text: str, old: str, new: str) -> str:
    """The text with one thing changed; a change that finds nothing to change is a fault of the test."""
    assert text.count(old) >= 1, f"the sample has no {old!r}"
    return text.replace(old, new, 1)


def book(rules: str = RULES, provisions: str = PROVISIONS) -> rulebook.Rulebook:
    return rulebook.load_text(rules, provisions)


def folder(at: Path, rules: str | None = RULES, provisions: str | None = PROVISIONS) -> Path:
    """A rulebook's folder; None leaves a file out."""
    at.mkdir(exist_ok=True)
    for name, text in (("rulebook.toml", rules), ("provisions.csv", provisions)):
        if text is not None:
            (at / name).write_text(text, encoding="utf-8")
    return at
