"""The dictionaries of proposals: what they hold before anybody adds or renames a word, from their file."""

import csv
from datetime import date
from pathlib import Path

from congress.registries import Dictionary, Entry

FILE = Path(__file__).resolve().parent / "data" / "words.csv"
AWARDS = {"matter": ("意见建议", "J"), "group": ("代表小组", "X"), "organ": ("承办单位", "D")}


def entries(path: Path = FILE) -> dict[str, tuple[Entry, ...]]:
    """The words of each dictionary in the order of the file."""
    found: dict[str, list[Entry]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = Entry(row["code"], row["label"], date.fromisoformat(row["starts_on"]))
            found.setdefault(row["dictionary"], []).append(entry)
    return {name: tuple(words) for name, words in found.items()}


def dictionaries() -> list[Dictionary]:
    """Each list with what may be done to it."""
    words = entries()
    return [
        Dictionary(
            "category",
            "意见类别",
            "意见建议属于哪一方面，用于分办和统计。",
            words["category"],
            lasting=frozenset({"其他"}),
            longest=20,
        ),
        Dictionary(
            "refusal",
            "不予受理原因",
            "不作为建议办理时选择，随通知告诉代表。",
            words["refusal"],
            prefix="N",
            lasting=frozenset({"N99"}),
        ),
        Dictionary(
            "release",
            "退办原因",
            "承办单位申请退办时选择。",
            words["release"],
            prefix="T",
            lasting=frozenset({"T9"}),
        ),
        Dictionary("outcome", "办理结果类别", "答复时选择；B类要写承诺，字母不变。", words["outcome"], is_open=False),
        Dictionary(
            "shelf_kind", "履职参考的种类", "履职参考按种类列出。", words["shelf_kind"], is_open=False, longest=10
        ),
        Dictionary(
            "contact",
            "沟通方式",
            "承办单位登记与代表沟通时选择。",
            words["contact"],
            prefix="W",
            lasting=frozenset({"in_person", "other"}),
            longest=10,
        ),
        *(_awards(subject, label, prefix, words) for subject, (label, prefix) in AWARDS.items()),
    ]


def _awards(subject: str, label: str, prefix: str, words: dict[str, tuple[Entry, ...]]) -> Dictionary:
    """What is awarded each year to one kind of nominee; how many may get it is decided each year."""
    name = f"award_{subject}"
    says = f"每年评选表彰{label}的奖项，从改的那天以后开始的评选用新的。"
    return Dictionary(name, f"表彰奖项（{label}）", says, words[name], prefix=prefix, longest=30)
