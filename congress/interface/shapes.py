"""The shape of what systems send and get: one description from which the check and the OpenAPI document follow."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

PLAIN = r"^[^\u0000]*$"
WRITTEN = r"^[^\u0000]*[^\s\u0000][^\u0000]*$"
ONE_LINE = r"^[^\u0000-\u001f]*[^\s\u0000-\u001f][^\u0000-\u001f]*$"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Unfit(Exception):
    """What was sent is not of the shape: what it should be, to follow the name of its field."""


class Shape:
    """One kind of value."""

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        raise NotImplementedError

    def read(self, value: Any) -> Any:
        """The value that was sent as JSON, as Python has it. Raises Unfit."""
        raise NotImplementedError

    def read_text(self, text: str) -> Any:
        """The same from a query, where everything is text."""
        return self.read(text)


@dataclass(frozen=True)
class Text(Shape):
    """Words, as they are: not trimmed, each line ended as Unix ends it."""

    most: int | None = None
    least: int = 0
    pattern: str = PLAIN
    says: str = "应为文字"
    example: str = ""

    def schema(self) -> dict[str, Any]:
        found: dict[str, Any] = {"type": "string"}
        found |= {"minLength": self.least} if self.least else {}
        found |= {"maxLength": self.most} if self.most is not None else {}
        found |= {"pattern": self.pattern} if self.pattern != PLAIN else {}
        return found | ({"example": self.example} if self.example else {})

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Unfit("应为文字")
        if self.most is not None and len(value) > self.most:
            raise Unfit(f"最多{self.most}字，现在是{len(value)}字")
        if len(value) < self.least or not re.fullmatch(self.pattern.strip("^$"), value):
            raise Unfit(self.says)
        if "\x00" in value:
            raise Unfit("含有不能保存的字符")
        return value.replace("\r\n", "\n")


@dataclass(frozen=True)
class Choice(Shape):
    """One of some codes."""

    codes: tuple[str, ...]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.codes)}

    def read(self, value: Any) -> str:
        if not isinstance(value, str) or value not in self.codes:
            raise Unfit(f"应为{'、'.join(self.codes)}之一")
        return value


@dataclass(frozen=True)
class Flag(Shape):
    """Yes or no."""

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def read(self, value: Any) -> bool:
        if type(value) is not bool:
            raise Unfit("应为 true 或 false")
        return value


@dataclass(frozen=True)
class Whole(Shape):
    """A whole number within bounds."""

    least: int = 0
    most: int = 2**53 - 1

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, value: Any) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if type(value) is not int or not self.least <= value <= self.most:
            raise Unfit(f"应为{self.least}到{self.most}的整数")
        return value

    def read_text(self, text: str) -> int:
        return self.read(int(text) if re.fullmatch(r"-?\d{1,18}", text, re.ASCII) else text)


@dataclass(frozen=True)
class Day(Shape):
    """A day, 2026-07-01."""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def read(self, value: Any) -> date:
        try:
            if isinstance(value, str) and DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise Unfit("请写日期，如 2026-07-01")


@dataclass(frozen=True)
class Key(Shape):
    """The id of a row."""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}

    def read(self, value: Any) -> uuid.UUID:
        try:
            found = uuid.UUID(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or str(found) != value.lower():
            raise Unfit("应为标识（UUID）")
        return found


@dataclass(frozen=True)
class Moment(Shape):
    """A moment, with its offset from UTC; only ever answered."""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


@dataclass(frozen=True)
class Many(Shape):
    """A list, of so many at most where it is sent."""

    of: Shape
    most: int | None = None

    def schema(self) -> dict[str, Any]:
        found = {"type": "array", "items": self.of.schema()}
        return found | ({"maxItems": self.most} if self.most is not None else {})

    def read(self, value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise Unfit("应为列表")
        if self.most is not None and len(value) > self.most:
            raise Unfit(f"最多{self.most}项，现在是{len(value)}项")
        return [self.of.read(each) for each in value]


@dataclass(frozen=True)
class OrNothing(Shape):
    """A value or null."""

    shape: Shape

    def schema(self) -> dict[str, Any]:
        inner = self.shape.schema()
        if isinstance(inner.get("type"), str):
            if "enum" in inner:
                inner["enum"] = [*inner["enum"], None]
            return inner | {"type": [inner["type"], "null"]}
        return {"anyOf": [inner, {"type": "null"}]}

    def read(self, value: Any) -> Any:
        return None if value is None else self.shape.read(value)


@dataclass(frozen=True)
class Member:
    """One member of a thing, or one parameter: what it is called on screen and what it holds.

    Attributes:
        default: what it is when left out, where it may be.
    """

    label: str
    shape: Shape
    is_required: bool = False
    default: Any = None
    says: str = ""


@dataclass(frozen=True)
class Thing(Shape):
    """An object with these members and no other; it has a name in the description."""

    name: str
    members: Mapping[str, Member] = field(default_factory=dict)

    def schema(self) -> dict[str, Any]:
        return {"$ref": f"#/components/schemas/{self.name}"}

    def whole_schema(self) -> dict[str, Any]:
        """Its own, under its name."""
        found: dict[str, Any] = {
            "type": "object",
            "properties": {
                name: described(member.shape.schema(), f"{member.label}。{member.says}")
                for name, member in self.members.items()
            },
            "additionalProperties": False,
        }
        required = [name for name, member in self.members.items() if member.is_required]
        return found | ({"required": required} if required else {})

    def read(self, value: Any) -> dict[str, Any]:
        found, errors = self.read_all(value)
        if errors:
            raise Unfit(f"：{'；'.join(errors.values())}")
        return found

    def things(self) -> list["Thing"]:
        """Itself and all that it is made of."""
        found = [self]
        for member in self.members.values():
            found += things_in(member.shape)
        return found

    def read_all(self, value: Any) -> tuple[dict[str, Any], dict[str, str]]:
        """Every member, with its default where it was left out, and a sentence for each that is wrong."""
        if not isinstance(value, dict):
            return {}, {"": "请求体应为一个 JSON 对象"}
        errors = {name: f"没有“{name}”这一项" for name in value if name not in self.members}
        found: dict[str, Any] = {}
        for name, member in self.members.items():
            if name not in value:
                found[name] = member.default
                if member.is_required:
                    errors[name] = f"请填写{member.label}"
                continue
            try:
                found[name] = member.shape.read(value[name])
            except Unfit as unfit:
                errors[name] = f"{member.label}{unfit}"
        return found, errors


def things_in(shape: Shape) -> list[Thing]:
    """The named things that a shape is made of."""
    if isinstance(shape, Thing):
        return shape.things()
    inner = getattr(shape, "of", None) or getattr(shape, "shape", None)
    return things_in(inner) if isinstance(inner, Shape) else []


def described(schema: dict[str, Any], words: str) -> dict[str, Any]:
    """The schema with what people should know of it."""
    return schema | {"description": words}


def answered(**members: tuple[str, Shape]) -> dict[str, Member]:
    """Members that an answer always has."""
    return {name: Member(label, shape, is_required=True) for name, (label, shape) in members.items()}
