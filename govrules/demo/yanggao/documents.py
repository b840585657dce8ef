"""The documents of the demo's 阳高 and what became of each. Days count back from the day it is loaded as of."""

from __future__ import annotations

from functools import partial

from documents.dispatch import actions as dispatches
from documents.dispatch.models import Dispatch, Series
from documents.submission import actions as submissions
from govrules.demo.story import Story
from govrules.demo.yanggao.texts import texts


def tell(story: Story) -> None:
    """Every document in the state that a newcomer should find it in."""
    story.texts = texts(story.year)
    for part in (
        school, flood, heating, road, festival, clinic, shelter, bridge, greenhouse, elderly, vehicles, insurance,
        market, archive, plan, notices,
    ):  # fmt: skip
        part(story)


def school(s: Story) -> None:
    """Two departments touched: one agreed, one stayed silent; now at the office's review."""
    s.on(9, "09:10", lambda: s.draft("school", "jiaoyu", touched=["ziran", "caizheng"]))
    s.on(9, "10:05", lambda: s.consult("school", "jiaoyu", ["ziran", "caizheng"]))
    s.on(8, "08:50", lambda: s.open("school", "caizheng-head"))
    s.on(
        7,
        "15:20",
        lambda: s.decide("school", "ziran-head", "agree_with_opinion", "选址符合国土空间规划，用地手续请尽早组卷。"),
    )
    s.on(5, "09:00", lambda: s.remind("school", "jiaoyu", "caizheng"))
    s.on(1, "16:40", lambda: s.submit_if_silence_counts("school", "jiaoyu"))


def flood(s: Story) -> None:
    """A disagreement about money, set out with both sides' grounds; now with the leader in charge."""
    s.on(11, "09:30", lambda: s.draft("flood", "shuiwu", touched=["caizheng", "yingji"]))
    s.on(11, "10:00", lambda: s.consult("flood", "shuiwu", ["caizheng", "yingji"]))
    s.on(10, "11:00", lambda: s.decide("flood", "yingji-head", "agree"))
    s.on(9, "16:00", lambda: s.decide("flood", "caizheng-head", "disagree",
         "预备费余额不足，且上级防汛补助资金尚未明确，不宜一次性安排300万元，建议按最低储备标准核减。"))  # fmt: skip
    s.on(7, "10:20", lambda: s.respond("flood", "shuiwu", "caizheng",
         "两局主要负责人当面协商，就最低储备标准186万元达成一致，其余部分未取得一致意见。"))  # fmt: skip
    s.on(5, "15:00", lambda: s.submit("flood", "shuiwu"))
    s.on(4, "10:30", lambda: s.review("flood", "建议按最低储备标准先行安排，呈孙志强副县长核批。"))


def heating(s: Story) -> None:
    """Consultation under way; one organ asks for more time."""
    s.on(4, "14:00", lambda: s.draft("heating", "zhujian", touched=["fagai", "caizheng", "shengtai"]))
    s.on(3, "09:20", lambda: s.consult("heating", "zhujian", ["fagai", "caizheng", "shengtai"]))
    s.on(1, "10:10", lambda: s.decide("heating", "fagai-head", "agree"))
    s.on(1, "15:30", lambda: s.decide("heating", "shengtai-head", "more_time", "施工期环境影响需到现场核实。",
         until=s.ahead(5), manner="书面回复"))  # fmt: skip


def road(s: Story) -> None:
    """A report that two leaders read."""
    s.on(3, "11:00", lambda: s.draft("road", "majiazao"))
    s.on(3, "15:10", lambda: s.submit("road", "majiazao"))
    s.on(2, "09:40", lambda: s.review("road", "请孙志强、李国栋副县长阅。", seats=["deputy-sun", "deputy-li"]))
    s.on(1, "17:00", lambda: s.decide("road", "liguodong", "read", "请交通局尽快完成东马线修复设计。"))


def festival(s: Story) -> None:
    """Approved; the reply is being drafted by the office."""
    s.on(9, "10:00", lambda: s.draft("festival", "wenlv", touched=["gongan", "yingji"]))
    s.on(9, "10:30", lambda: s.consult("festival", "wenlv", ["gongan", "yingji"], limit=2))
    s.on(8, "16:00", lambda: s.decide("festival", "gongan-head", "agree"))
    s.on(7, "11:10", lambda: s.decide("festival", "yingji-head", "agree_with_opinion", "请同步报备应急预案。"))
    s.on(6, "09:30", lambda: s.submit("festival", "wenlv"))
    s.on(5, "10:00", lambda: s.review("festival", "材料齐全，建议同意，呈张伟副县长核批。"))
    s.on(3, "15:40", lambda: s.decide("festival", "zhangwei", "approve", "同意。厉行节约，确保安全。"))


def clinic(s: Story) -> None:
    """Waits for a leader who is away: his B role acts."""
    s.on(5, "09:00", lambda: s.draft("clinic", "weijian"))
    s.on(4, "16:00", lambda: s.submit("clinic", "weijian"))
    s.on(2, "16:30", lambda: s.review("clinic", "拟同意，呈张伟副县长核批。"))


def shelter(s: Story) -> None:
    """A major matter approved by the head; the reply waits for his signature."""
    s.on(12, "09:00", lambda: s.draft("shelter", "yingji"))
    s.on(12, "15:00", lambda: s.submit("shelter", "yingji"))
    s.on(11, "10:00", lambda: s.review("shelter", "建议作为重大事项报县长审定。", major=True))
    s.on(10, "10:00", lambda: s.decide("shelter", "zhoulixin", "approve", "拟同意，请县长审定。"))
    s.on(9, "16:00", lambda: s.decide("shelter", "zhaomingyuan", "approve", "同意。"))
    s.on(
        6,
        "10:00",
        partial(
            reply,
            s,
            "shelter",
            "原则同意启用城区4处应急避难场所，请你局会同所在单位落实管理责任，统一设置标志，并向社会公布。",
        ),
    )
    s.on(2, "11:00", lambda: s.decide("shelter-reply", "zhoulixin", "review", "拟同意，请县长签发。"))


def bridge(s: Story) -> None:
    """All the way: answered, numbered, issued."""
    s.on(18, "09:00", lambda: s.draft("bridge", "jiaotong", touched=["caizheng", "gongan"]))
    s.on(18, "09:40", lambda: s.consult("bridge", "jiaotong", ["caizheng", "gongan"]))
    s.on(16, "10:00", lambda: s.decide("bridge", "caizheng-head", "agree"))
    s.on(15, "15:00", lambda: s.decide("bridge", "gongan-head", "agree_with_opinion", "请提前七日发布限行公告。"))
    s.on(14, "10:00", lambda: s.submit("bridge", "jiaotong"))
    s.on(13, "10:00", lambda: s.review("bridge", "材料齐全，建议同意。呈李国栋副县长核批，并报县长审定。", major=True))
    s.on(12, "11:00", lambda: s.decide("bridge", "liguodong", "approve", "同意，请县长审定。"))
    s.on(10, "15:00", lambda: s.decide("bridge", "zhaomingyuan", "approve", "同意。"))
    s.on(
        9,
        "10:00",
        partial(
            reply,
            s,
            "bridge",
            "同意实施罗文皂大桥维修加固工程。请你局抓紧完善手续，严格资金管理和质量安全监管，提前发布通行公告，确保按期完工。",
        ),
    )
    s.on(8, "10:00", lambda: s.decide("bridge-reply", "liguodong", "review", "同意。"))
    s.on(7, "16:30", lambda: s.decide("bridge-reply", "zhaomingyuan", "sign", "同意印发。"))
    s.on(6, "09:00", partial(issue, s, "bridge-reply", "zhenghan"))


def greenhouse(s: Story) -> None:
    """Returned by the office with what has to be mended."""
    s.on(6, "10:00", lambda: s.draft("greenhouse", "nongye"))
    s.on(5, "10:00", lambda: s.submit("greenhouse", "nongye"))
    s.on(4, "15:00", lambda: s.decide("greenhouse", "liuzhigang", "return",
         "请补充奖补资金总额和测算依据；涉及资金安排，请先征求县财政局意见后再报。"))  # fmt: skip


def elderly(s: Story) -> None:
    """Just a draft."""
    s.on(1, "09:00", lambda: s.draft("elderly", "minzheng", touched=["caizheng", "shichang"]))


def vehicles(s: Story) -> None:
    """Not approved."""
    s.on(15, "10:00", lambda: s.draft("vehicles", "tongji"))
    s.on(15, "14:40", lambda: s.submit("vehicles", "tongji"))
    s.on(14, "11:00", lambda: s.review("vehicles", "县级财政压减一般性支出，建议不予同意，呈周立新副县长核批。"))
    s.on(
        13, "10:00", lambda: s.decide("vehicles", "zhoulixin", "reject", "按公务用车管理规定统筹调剂解决，不新购车辆。")
    )


def insurance(s: Story) -> None:
    """Waits for a main head who is away; nobody may sign in his place, so it is held."""
    s.on(2, "16:00", lambda: s.draft("insurance", "yibao"))
    s.on(1, "10:30", lambda: submissions.submit(s.docs["insurance"], s.who("yibao-clerk"), {}))


def market(s: Story) -> None:
    """At the office's review, and overdue there."""
    s.on(7, "09:00", lambda: s.draft("market", "shichang", touched=["gongan", "zhujian", "jiaotong"]))
    s.on(7, "09:30", lambda: s.consult("market", "shichang", ["gongan", "zhujian", "jiaotong"], limit=2))
    s.on(6, "10:00", lambda: s.decide("market", "gongan-head", "agree"))
    s.on(6, "14:00", lambda: s.decide("market", "zhujian-head", "agree"))
    s.on(5, "11:00", lambda: s.decide("market", "jiaotong-head", "agree_with_opinion", "临时摊位不得占用公交停靠站。"))
    s.on(3, "10:00", lambda: s.submit("market", "shichang"))


def archive(s: Story) -> None:
    """Read by everyone it had to go to: a request approved by the leader in charge, reply under way."""
    s.on(6, "09:00", lambda: s.draft("archive", "dangan"))
    s.on(6, "11:00", lambda: s.submit("archive", "dangan"))
    s.on(5, "15:00", lambda: s.review("archive", "拟同意，呈郭晓燕副县长核批。"))
    s.on(3, "10:00", lambda: s.decide("archive", "guoxiaoyan", "approve", "同意。"))
    s.on(
        2,
        "10:00",
        partial(
            reply, s, "archive", "同意你馆分批接收县级机关电子档案。请严格标准，确保数据安全；各有关单位要积极配合。"
        ),
    )


def plan(s: Story) -> None:
    """Over the limit of length, with a reason; the office has still to accept it."""
    reason = "县政府要求一次报全36项任务的责任和时限，拆分后不便对照调度。"
    s.on(3, "10:00", lambda: s.draft("plan", "fagai"))
    s.on(1, "11:30", lambda: s.submit("plan", "fagai", {"length_special": reason}))


def notices(s: Story) -> None:
    """Documents that the office issues of its own accord."""
    s.on(4, "10:00", lambda: dispatch(s, "heat_notice", "baimin"))
    s.on(3, "16:00", lambda: s.decide("heat_notice", "zhoulixin", "review", "同意，请县长签发。"))
    s.on(8, "10:00", lambda: dispatch(s, "duty_notice", "qiaofei"))
    s.on(7, "10:00", lambda: s.decide("duty_notice", "liuzhigang", "sign", "同意。"))
    s.on(7, "15:00", partial(issue, s, "duty_notice", "zhengbanfa"))


def dispatch(s: Story, key: str, clerk: str) -> None:
    """Draft a dispatch and send it to be signed."""
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in s.texts[key].items()}
    made = dispatches.create(s.who(clerk), dispatches.Text(**values))
    s.docs[key] = made.pk
    dispatches.send(made.pk, s.who(clerk))


def reply(s: Story, key: str, decision: str) -> None:
    """Draft the reply that an approved request led to, and send it to be signed."""
    s.reply_of(key)
    opened = Dispatch.objects.select_related("matter").get(pk=s.docs[f"{key}-reply"])
    text = dispatches.Text(
        title=opened.matter.title, body=opened.body + decision, recipients=tuple(opened.recipients),
        disclosure="on_request", cc=("县人大常委会办公室", "县政协办公室"), business_of=opened.business_of,
        touched=tuple(opened.touched.all()), declared=tuple(opened.declared),
    )  # fmt: skip
    dispatches.revise(opened.pk, s.who("baimin"), text)
    dispatches.send(opened.pk, s.who("baimin"))


def issue(s: Story, key: str, series: str) -> None:
    """Number a signed dispatch and issue it."""
    found = Series.objects.get(government=s.office.government, key=series)
    dispatches.number(s.docs[key], s.who("tianyu"), found)
    dispatches.issue(s.docs[key], s.who("tianyu"))
