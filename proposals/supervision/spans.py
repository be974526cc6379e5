"""How long until a day that somebody named, in the colours and words of a light."""

from datetime import date

from congress.workdays import Calendar
from proposals.clocks import thresholds


def left_until(day: date, today: date, calendar: Calendar) -> int:
    """Working days left; calendar days, negative, once it is past."""
    return (day - today).days if day < today else calendar.workdays_between(today, day)


def colour_until(day: date, today: date, calendar: Calendar) -> str:
    """As a light has it, by days alone: such a day has no length of its own."""
    at, left = thresholds(today), left_until(day, today, calendar)
    return "red" if left <= at.red_days else "yellow" if left <= at.yellow_days else "green"


def words_until(day: date, today: date, calendar: Calendar) -> str:
    """还剩3个工作日, 今天到期, 超期2天."""
    left = left_until(day, today, calendar)
    if left < 0:
        return f"超期{-left}天"
    return f"还剩{left}个工作日" if left else ("今天到期" if day == today else f"{day.month}月{day.day}日到期")
