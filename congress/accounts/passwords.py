"""A password that is easy to guess here: the place, the office, the person."""

from typing import Any

from django.core.exceptions import ValidationError

EASY = ["huaibei", "renda", "hbrd", "daibiao", "淮北", "人大", "代表", "password", "qwerty", "admin"]


class NotEasyHere:
    """Refuses passwords that hold a word of the office, or the person's own name."""

    def validate(self, password: str, user: Any = None) -> None:
        text = password.lower()
        words = [*EASY, *([user.name, user.login] if user else [])]
        if found := next((word for word in words if word and word.lower() in text), None):
            raise ValidationError(f"密码里不要有“{found}”，容易被猜到。")

    def get_help_text(self) -> str:
        return "不要用地名、单位名或自己的姓名。"
