"""评选依据: numbers about one nominee, each with its definition and the list that it opens."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from congress.registries import registry
from proposals.rates import BY_NAME


@dataclass(frozen=True)
class Fact:
    """One number or word, what it counts, and where its list is.

    Attributes:
        value: what it is sorted by; None sorts last.
        address: empty where there is no list.
    """

    name: str
    label: str
    words: str
    says: str
    value: float | None = None
    address: str = ""


@dataclass(frozen=True)
class Evidence:
    """Everything that was measured of one nominee.

    Attributes:
        warnings: what speaks against it, as it is shown: 有逾期未办结3件.
    """

    facts: Sequence[Fact]
    warnings: Sequence[Fact] = ()
    by_name: Mapping[str, Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Sequence[Fact], warnings: Sequence[Fact] = ()) -> "Evidence":
        return cls(facts, warnings, {fact.name: fact for fact in facts})

    def value(self, name: str) -> float:
        """For sorting: what has none comes last."""
        found = self.by_name[name].value
        return -1 if found is None else found

    @property
    def sentence(self) -> str:
        """Short words for one line."""
        said = [f"{fact.label}{fact.words}" for fact in self.facts if fact.words not in ("—", "0", "否")]
        return "，".join([*said, *(fact.words for fact in self.warnings)])

    def frozen(self) -> dict[str, Any]:
        """As it is kept: words and definitions, without addresses."""
        kept = ("name", "label", "words", "says")
        return {
            part: [{name: value for name, value in asdict(fact).items() if name in kept} for fact in facts]
            for part, facts in (("facts", self.facts), ("warnings", self.warnings))
        }


def thawed(kept: Mapping[str, Any]) -> Evidence:
    """What was frozen, to be shown as it was."""
    facts, warnings = ([Fact(**row) for row in kept[part]] for part in ("facts", "warnings"))
    return Evidence.of(facts, warnings)


def counted(name: str, number: int, address: str) -> Fact:
    """What a measure counted."""
    measure = registry.measures[name]
    label = measure.label.removesuffix("的意见建议")
    return Fact(name, label, str(number), measure.says, number, address)


def rated(name: str, numbers: Mapping[str, int]) -> Fact:
    """A rate of two measures; of too few ratings none."""
    rate = BY_NAME[name]
    return Fact(name, rate.label, rate.words(numbers), f"{rate.says}。", rate.value(numbers))


def warned(name: str, words: str, number: int, address: str) -> Fact:
    """What speaks against a nominee; `words` says how many in {}."""
    measure = registry.measures[name]
    return Fact(name, measure.label, words.format(number), measure.says, number, address)
