"""The large demo: the first matter of each pattern goes through the steps, the others are copies of it."""

from dataclasses import dataclass, field, replace
from random import Random

from congress.models import Congress, Organ
from congress.progress import Report
from proposals.demo.copies import Copier, Told, told
from proposals.demo.matters import Written, written
from proposals.demo.people import People
from proposals.demo.places import Tree
from proposals.demo.plan import Item
from proposals.demo.story import Story, tell
from proposals.models import Assignment, Serial

WRITE_EVERY = 400
NOT_PUT_FORWARD = ("draft", "withdrawn", "cosign", "draft", "withdrawn")


@dataclass
class Campaign:
    """The large demo while it is being told.

    Attributes:
        number: of the draw.
        patterns: how a matter of each pattern went.
    """

    tree: Tree
    people: People
    number: int
    random: Random
    copier: Copier = field(default_factory=Copier)
    patterns: dict[object, Told] = field(default_factory=dict)

    def tell(self, items: list[Item], report: Report) -> None:
        """All items. Numbers follow the order of days, whichever way an item is told."""
        texts = [written(self.random) for _ in items]
        firsts: dict[object, int] = {}
        for at, item in enumerate(items):
            firsts.setdefault(item.pattern, at)
        for done, at in enumerate(firsts.values()):
            self.patterns[items[at].pattern] = self._through_the_steps(items[at], texts[at])
            report(done, len(items))
        told_already = set(firsts.values())
        done = len(told_already)
        for at, item in enumerate(items):
            if at not in told_already:
                self._as_a_copy(item, texts[at], minutes=self.random.randrange(30))
                done += 1
                if done % WRITE_EVERY == 0:
                    self.copier.write()
                    report(done, len(items))
        self.copier.close()
        self._go_on_counting(items)
        self._unsent(items)
        report(len(items), len(items))

    def story(self, item: Item, text: Written) -> Story:
        """What happens to an item; the same pattern always goes the same way."""
        random = Random(f"{self.number} {item.pattern}")
        return Story(self.tree, self.people, random, item.congress, item.seat, text, item.day)

    def _through_the_steps(self, item: Item, text: Written) -> Told:
        Serial.objects.update_or_create(congress=item.congress, year=item.day.year, defaults={"last": item.serial - 1})
        story = self.story(item, text)
        tell(story, item.stage)
        joint = story.proposal.assignments.filter(part=Assignment.Part.JOINT).select_related("organ").first()
        found = self.parts(story, item, joint.organ if joint else None)
        return told(story.proposal, *found)

    def _as_a_copy(self, item: Item, text: Written, *, minutes: int = 0) -> None:
        first, story = self.patterns[item.pattern], self.story(item, text)
        joint = self.joint_beside(story) if "joint" in first.cast else None
        people, words = self.parts(story, item, joint)
        self.copier.add(first, cast=people, words=words, minutes=minutes)

    def joint_beside(self, story: Story) -> Organ:
        """A joint organ: whom the matter names, else somebody there who does not lead."""
        named = story.organ(story.text.matter.joint)
        if named and named != story.lead:
            return named
        there = [organ for organ in self.tree.organs[story.congress].values() if organ in self.people.handlers]
        return next(organ for organ in there if organ != story.lead)

    def parts(self, story: Story, item: Item, joint: Organ | None) -> tuple[dict[str, object], dict[str, str]]:
        """Who takes part, and the words that are this item's own, part by part."""
        matter, congress, lead = story.text.matter, item.congress, story.lead
        keys: dict[str, object] = {"congress": congress.pk, "term": item.seat.term_id, "seat": item.seat.pk}
        words = {
            "title": story.text.title,
            "body": story.text.body,
            "number": f"{congress.code}-{item.day.year}-{item.serial:04}",
            "answer": matter.answer,
            "wish": matter.wish[:60],
            "category": matter.category,
        }
        grants = {"author": item.seat.grant, "desk": self.people.desks[congress]}
        for part, organ in (("lead", lead), ("joint", joint)):
            if organ is not None:
                keys[part], words[part] = organ.pk, str(organ)
                grants[f"{part}_handler"] = self.people.handlers[organ]
                grants[f"{part}_leader"] = self.people.leaders[organ]
        for part, grant in grants.items():
            keys[f"{part}_grant"], keys[f"{part}_person"] = grant.pk, grant.person_id
            words[f"{part}_name"] = grant.person.name
        return keys, words

    def _go_on_counting(self, items: list[Item]) -> None:
        """The next number of each congress follows its last."""
        last: dict[tuple[Congress, int], int] = {}
        for item in items:
            last[item.congress, item.day.year] = item.serial
        for (congress, year), serial in last.items():
            Serial.objects.update_or_create(congress=congress, year=year, defaults={"last": serial})

    def _unsent(self, items: list[Item]) -> None:
        """What is not among those put forward: drafts, one that gathers names, some that were taken back."""
        for seat, stage in zip(self.people.seats[self.tree.city], NOT_PUT_FORWARD, strict=False):
            tell(self.story(replace(items[-1], congress=self.tree.city, seat=seat), written(self.random)), stage)
