"""Break a title by its sense: 词意完整、排列对称、长短适宜 (GB/T 9704-2012, 7.3.1).

There is no dictionary here. Words that titles are made of tell where one may end or begin; of all ways to break
the title the one is taken that breaks at the best places into the most even lines.
"""

import re
from functools import cache
from itertools import combinations
from math import ceil

from .compose import NO_END, NO_START, TOKEN
from .grid import POINT, TITLE, WIDTH

CELLS = int(WIDTH / (TITLE * POINT))  # 20 characters of 2号
EASY = 18  # cells; a title no longer than this stays in one line
MOST_LINES = 4
BEGIN = (
    "关于 进一步 加快 加强 推进 推动 做好 印发 调整 成立 开展 申请 请求 请示 拨付 建设 实施 落实 贯彻 解决 同意 召开 举办 转发 公布 "
    "表彰 支持 促进 规范 完善 建立 设立 组织 新建 改建 扩建 修订 制定 审定 审批 批准 报送 办理 使用 追加 划拨 提请 深入 全面 有关"
).split()
END = (
    "人民政府 政府 办公室 委员会 常务会议 项目 工程 工作 问题 资金 经费 方案 规划 意见 办法 规定 制度 计划 措施 机制 情况 任务 行动 "
    "活动 建设 管理 改造 治理 整治 保护 发展 服务 单位 部门 年度 中心 会议 精神 通知 领导小组 范围内 管理局 处理厂 有限公司 示范区 开发区"
).split()
WHOLE = (
    "县级 县城 县委 全县 全市 各乡镇 财政 专项 配套 学校 教育 义务 阶段 农村 饮水 安全 生产 污水 第一 第二 第三 可行性 研究 报告 事项 "
    "农业 农民 生态 环境 文化 旅游 经济 社会 公路 道路 交通 运输 供热 供水 管网 医疗 卫生 健康 养老 就业 创业 乡村 振兴 巩固 提升 脱贫 "
    "攻坚 成果 衔接 高质量 标准化 示范 基地 园区 产业 能源 土地 自然 资源 住房 城乡 保障 改革 创新 预算 绩效 采购 招标 应急 救援 防汛 "
    "抗旱 森林 草原 防火 绿化 国土 高标准 农田 水库 河道 中水 再生水 回用 利用 提标 扩能 批复 决定 公告 通告"
).split()
CLOSE_TO_NEXT = "的和与及等了在对于为将"  # a line does not begin with these
NEVER_AFTER = "关对将为与和及在由把被"
WORDS = re.compile("|".join(sorted({*BEGIN, *END, *WHOLE}, key=len, reverse=True)))
VERBS = tuple(word for word in BEGIN if word != "关于")
SPLIT_WORD, UNKNOWN, AFTER_WORD, AFTER_MARK, BEFORE_VERB = 12.0, 4.0, 1.5, 0.5, 0.0


def break_title(title: str) -> list[str]:
    """The lines of a title; a line feed in it overrides."""
    given = [line.strip() for line in title.splitlines() if line.strip()]
    if len(given) != 1:
        return given
    return list(broken(given[0]))


@cache
def broken(title: str) -> tuple[str, ...]:
    if cells(title) <= EASY:
        return (title,)
    costs = places(title)
    gladly = {at: price for at, price in costs.items() if price < UNKNOWN}
    ways = ways_to_break(title, gladly) or ways_to_break(title, costs)
    return min(ways, key=lambda way: way[0], default=(0.0, chopped(title)))[1]


def ways_to_break(title: str, costs: dict[int, float]) -> list[tuple[float, tuple[str, ...]]]:
    """Into as few lines as can be, or one more."""
    fewest = min(max(ceil(cells(title) / CELLS), 2), MOST_LINES)
    counts = {fewest, min(fewest + 1, MOST_LINES)}
    return [way for count in sorted(counts) for way in splits(title, costs, count)]


def splits(title: str, costs: dict[int, float], count: int) -> list[tuple[float, tuple[str, ...]]]:
    """Every way to break the title into so many lines that fit, with what it costs."""
    found = []
    for cuts in combinations(sorted(costs), count - 1):
        lines = tuple(title[a:b] for a, b in zip((0, *cuts), (*cuts, len(title)), strict=True))
        if all(cells(line) <= CELLS for line in lines):
            found.append((sum(costs[cut] for cut in cuts) + unevenness(lines), lines))
    return found


def unevenness(lines: tuple[str, ...]) -> float:
    """Long and short lines side by side, a stub at the end, more lines than need be."""
    widths = [cells(line) for line in lines]
    stub = 6.0 if widths[-1] < 5 or widths[0] < 5 else 0.0
    return (max(widths) - min(widths)) / 2 + stub + 2.5 * len(lines)


def places(title: str) -> dict[int, float]:
    """Where the title may be broken, and how gladly: before position → cost."""
    bounds = token_bounds(title)
    inside = {at for word in WORDS.finditer(title) for at in range(word.start() + 1, word.end())}
    return {at: cost(title, at, at in inside) for at in bounds if allowed(title, at)}


def token_bounds(title: str) -> list[int]:
    at, bounds = 0, []
    for token in TOKEN.findall(title):
        at += len(token)
        bounds.append(at)
    return bounds[:-1]


def allowed(title: str, at: int) -> bool:
    before, after = title[at - 1], title[at]
    return after not in NO_START and before not in NO_END and not in_name(title, at)


def in_name(title: str, at: int) -> bool:
    """Inside 《》 that would fit in one line: names of documents are kept whole."""
    opened, closed = title.rfind("《", 0, at), title.find("》", at)
    kept = opened >= 0 and closed >= 0 and title.find("》", opened, at) < 0
    return kept and cells(title[opened : closed + 1]) <= CELLS


def cost(title: str, at: int, inside: bool) -> float:
    if inside or title[at] in CLOSE_TO_NEXT or title[at - 1] in NEVER_AFTER:
        return SPLIT_WORD
    if title.startswith(tuple(BEGIN), at):
        return UNKNOWN if title.endswith(VERBS, 0, at) else BEFORE_VERB
    if title[at - 1] in "、》”的":
        return AFTER_MARK
    return AFTER_WORD if title.endswith(tuple(END), 0, at) else UNKNOWN


def cells(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def chopped(title: str) -> tuple[str, ...]:
    """A title too long for the rule above: filled lines."""
    lines, line = [], ""
    for token in TOKEN.findall(title):
        if line and cells(line + token) > CELLS and token[0] not in NO_START:
            lines.append(line)
            line = ""
        line += token
    return (*lines, line)
