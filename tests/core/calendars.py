"""The calendars and notices that the tests of working days share.

`PUBLISHED` ends with the package's last year; `CALENDAR` goes on provisionally, as the program counts. The
notices are worded by us: the days of 2025 and 2026 are facts, those of 2027 are made up (演示).
"""

from datetime import date, datetime, timedelta

from chinese_calendar import is_workday

from govrules.core.calendar import package, statutory
from govrules.core.workdays import OFFICE_ZONE, Calendar

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
PUBLISHED = Calendar(package.years())
CALENDAR = Calendar([*package.years(), *map(statutory.provisional, range(2027, 2032))])

NOTICE_2025 = """关于2025年节假日安排的样例
样例办〔2024〕12号

一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
请各单位安排好值班。

样例办公室
2024年11月12日
"""

NOTICE_2026 = """样例办〔2025〕7号
2026年节假日安排（样例）
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（腊月二十八、周日）至23日（正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""

NOTICE_2027 = """演示〔2026〕1号
2027年节假日安排（演示）
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（除夕、周五）至11日（周四）放假调休，共7天。2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、中秋节：9月15日（周三）放假1天，不调休。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


def office(text: str) -> datetime:
    """A moment on the office's clock: "2024-04-29 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=OFFICE_ZONE)


def utc(text: str) -> datetime:
    """The same, told in UTC: "2024-04-29 10:00" there is 02:00."""
    return datetime.fromisoformat(f"{text}+00:00")


def slow_add(day: date, n: int) -> date:
    """The n-th working day after a day, by walking, and by the package's own answers."""
    while n:
        day += timedelta(days=1)
        n -= is_workday(day)
    return day


def slow_back(day: date, n: int) -> date:
    """The n-th working day before a day, by walking."""
    while n:
        day -= timedelta(days=1)
        n -= is_workday(day)
    return day


def slow_between(start: date, end: date) -> int:
    """Working days after start up to and with end, by walking."""
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
