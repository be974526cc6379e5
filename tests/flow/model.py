"""The main job as plain Python: what docs/states.md and the regulation say happens, without database and portal.

One matter of one deputy in a city with two organs; each deed either changes the matter or raises Refused and changes
nothing. Written from the tables by hand, so that a mistake in the portal is not a mistake here too.
"""

from dataclasses import dataclass, field

WRITABLE = ("draft", "returned")
BEING_HANDLED = ("handling", "rehandling", "signing")
AT_WORK = ("assigned", "release_asked", *BEING_HANDLED)
ANSWERED = ("replied", "rated", "lapsed", "disputed")
GONE = ("released", "ended")
STOPPABLE = ("assigned", "release_asked", "handling", "signing", "rehandling", "given")
WITHDRAWABLE = ("submitted", "returned", "registered", "in_hand")
ORGANS = {"handler": "urban", "leader": "urban", "second_handler": "housing", "second_leader": "housing"}
LEADERS = ("leader", "second_leader")
ACTORS = ("author", "colleague", "desk", "county_desk", *ORGANS)
# Who is handed a matter, and as what: the desk's choices.
HANDED = {
    "urban alone": [("urban", "lead")],
    "housing alone": [("housing", "lead")],
    "urban with housing": [("urban", "lead"), ("housing", "joint")],
    "a part each": [("urban", "separate"), ("housing", "separate")],
}


class Refused(Exception):
    """Not by him, or not now."""


def need(holds: object) -> None:
    """Go on only when it holds."""
    if not holds:
        raise Refused


@dataclass
class Part:
    """What one organ has in hand."""

    organ: str
    part: str
    state: str = "assigned"
    round: int = 1
    met: bool = False  # with the deputy, in this round
    begun: bool = False  # a reply of this round exists
    complete: bool = False  # and lacks nothing
    answered_once: bool = False
    stayed: bool = False  # the desk refused to release it
    waits_for_time: bool = False
    judged: int = 0  # the round that the deputy judged last
    passed_on: int = 0  # inside the organ
    settled: bool = False  # the desk acted on that judgement


@dataclass
class Matter:
    """The whole matter; `rounds` and `until_reply` are settings of the congress."""

    rounds: int = 2
    until_reply: bool = False
    state: str = "draft"
    holder: str = "desk"
    asked: str = ""  # the other desk, while the matter is on its way to it
    text: int = 0
    joined: dict[str, int] = field(default_factory=dict)  # who is asked (-1), said no (-2), or joined on which text
    is_fresh: bool = False  # the minutes run in which its author may take it back
    carries: bool = False  # another matter was merged into it
    carried: bool = False  # and was so before this one was merged itself
    parts: list[Part] = field(default_factory=list)

    # What follows by itself

    @property
    def current(self) -> list[Part]:
        return [one for one in self.parts if one.state not in GONE]

    @property
    def owing(self) -> list[Part]:
        return [one for one in self.current if one.part != "joint"]

    def _settle(self) -> None:
        if self.state == "in_hand" and self.owing and all(one.state in ANSWERED for one in self.owing):
            for one in self.current:
                if one.part == "joint" and one.state != "given":
                    one.state = "ended"
            self.state, self.carries = "answered", False  # whoever was merged has his own answer from here on
        if self.state in ("answered", "closed"):
            done = all(one.state in ("rated", "lapsed") for one in self.owing)
            self.state = "closed" if done else "answered"

    def _end(self) -> None:
        for one in self.current:
            if one.state in STOPPABLE:
                one.state, one.waits_for_time = "ended", False

    def _again(self, one: Part) -> None:
        one.state, one.round, one.met, one.begun, one.complete = "rehandling", one.round + 1, False, False, False
        if self.state in ("answered", "closed"):
            self.state = "in_hand"

    def _of(self, who: str, number: int) -> Part:
        need(number < len(self.parts))
        one = self.parts[number]
        need(ORGANS.get(who) == one.organ)
        return one

    def _lead_of(self, who: str, number: int) -> Part:
        one = self._of(who, number)
        need(one.part != "joint")
        return one

    def _decided(self, who: str, number: int) -> Part:
        need(number < len(self.parts) and who == self.holder)
        return self.parts[number]

    # The deputy and who joins him

    def write(self, who: str) -> None:
        need(who == "author" and self.state in WRITABLE)
        self.text += 1

    def invite(self, who: str) -> None:
        need(who == "author" and self.state in (*WRITABLE, "cosign"))
        self.joined.setdefault("colleague", -1)
        if self.state == "draft":
            self.state = "cosign"

    def uninvite(self, who: str) -> None:
        need(who == "author" and self.joined.get("colleague") == -1)
        del self.joined["colleague"]

    def ask_again(self, who: str) -> None:
        need(who == "author" and self.state in (*WRITABLE, "cosign"))
        if self._stale:
            self.joined["colleague"] = -1
            if self.state == "draft":
                self.state = "cosign"

    @property
    def _stale(self) -> bool:
        on = self.joined.get("colleague", -2)
        return on >= 0 and on != self.text

    def join(self, who: str) -> None:
        self._answer(who, self.text)

    def decline(self, who: str) -> None:
        self._answer(who, -2)

    def _answer(self, who: str, said: int) -> None:
        need(who == "colleague" and self.joined.get("colleague") == -1 and self.state in ("cosign", "returned"))
        self.joined["colleague"] = said

    def rework(self, who: str) -> None:
        need(who == "author" and self.state == "cosign")
        self.state, self.joined = "draft", {}

    def submit(self, who: str) -> None:
        need(who == "author" and self.state in (*WRITABLE, "cosign"))
        need(-1 not in self.joined.values() and not self._stale)
        self.is_fresh = self.is_fresh or self.state != "returned"
        self.state = "submitted"

    def wait(self, who: str) -> None:
        """A quarter of an hour goes by."""
        self.is_fresh = False

    def undo(self, who: str) -> None:
        need(who == "author" and self.state == "submitted" and self.is_fresh)
        self.state, self.is_fresh = "draft", False

    def withdraw(self, who: str) -> None:
        need(who == "author" and self.state in WITHDRAWABLE and not self.carries)
        if self.state == "in_hand":
            need(self.until_reply and not any(one.answered_once for one in self.current))
        self._end()
        self.state = "withdrawn"

    # The desks

    def _at_the_desk(self, who: str) -> None:
        need(who == self.holder and self.state in ("submitted", "registered") and not self.is_fresh)

    def accept(self, who: str) -> None:
        self._at_the_desk(who)
        need(self.state == "submitted")
        self.state = "registered"

    def send_back(self, who: str) -> None:
        self._at_the_desk(who)
        need(not self.carries)
        self.state = "returned"

    def refuse(self, who: str) -> None:
        self._at_the_desk(who)
        need(not self.carries)
        self.state = "refused"

    def merge(self, who: str) -> None:
        """Into another matter of the city's, together with what was merged into this one."""
        self._at_the_desk(who)
        need(self.holder == "desk")
        self.state, self.carried, self.carries = "merged", self.carries, False

    def unmerge(self, who: str) -> None:
        """By itself again, together with what had been merged into it."""
        need(who == self.holder and self.state == "merged")
        self.state, self.carries = "registered", self.carried

    def take_in(self, who: str) -> None:
        """A further matter of the city's is merged into this one."""
        need(who == "desk" and self.holder == "desk" and self.state in ("registered", "in_hand"))
        self.carries = True

    def transfer(self, who: str) -> None:
        self._at_the_desk(who)
        self.state, self.asked = "escalated", "county_desk" if who == "desk" else "desk"

    def take_over(self, who: str) -> None:
        need(self.state == "escalated" and who == self.asked)
        self.state, self.holder, self.asked = "registered", self.asked, ""

    def give_back(self, who: str) -> None:
        need(self.state == "escalated" and who in (self.asked, self.holder))
        self.state, self.asked = "registered", ""

    def assign(self, who: str, choice: str) -> None:
        self._at_the_desk(who)
        need(self.holder == "desk")  # the county of this city has no organs
        self.state = "in_hand"
        self.parts += [Part(organ, part) for organ, part in HANDED[choice]]

    def recall(self, who: str) -> None:
        need(who == self.holder and self.state == "in_hand")
        need(all(one.state == "assigned" for one in self.current))
        self._end()
        self.state = "registered"

    def grant_release(self, who: str, number: int, organ: str) -> None:
        one = self._decided(who, number)
        need(one.state == "release_asked")
        one.state, one.waits_for_time = "released", False
        if organ:
            need(organ not in [other.organ for other in self.current])
            self.parts.append(Part(organ, one.part))
        elif self.owing:
            need(one.part != "separate")
        else:
            self._end()
            self.state = "registered"

    def refuse_release(self, who: str, number: int) -> None:
        one = self._decided(who, number)
        need(one.state == "release_asked")
        one.state, one.stayed = "handling", True

    def decide_extension(self, who: str, number: int, answer: str) -> None:
        one = self._decided(who, number)
        need(one.waits_for_time)
        one.waits_for_time = False

    def conclude(self, who: str, number: int) -> None:
        one = self._decided(who, number)
        need(one.state == "disputed")
        one.state, one.settled = "rated", True
        self._settle()

    def reopen(self, who: str, number: int) -> None:
        one = self._decided(who, number)
        need(one.state in ("rated", "lapsed", "disputed"))
        one.settled = True
        self._again(one)

    # The organs

    def sign_in(self, who: str, number: int) -> None:
        one = self._of(who, number)
        need(one.state == "assigned")
        one.state = "handling"

    def ask_release(self, who: str, number: int) -> None:
        one = self._of(who, number)
        need(one.state in ("assigned", "handling") and one.round == 1 and not one.stayed)
        one.state = "release_asked"

    def give_opinion(self, who: str, number: int) -> None:
        one = self._of(who, number)
        need(one.part == "joint" and one.state == "handling")
        one.state = "given"

    def send_back_opinion(self, who: str, number: int) -> None:
        need(number < len(self.parts) and self.parts[number].state == "given")
        leads = [one for one in self.current if one.part == "lead" and one.organ == ORGANS.get(who)]
        need(any(one.state in AT_WORK for one in leads))
        self.parts[number].state = "handling"

    def meet(self, who: str, number: int) -> None:
        one = self._lead_of(who, number)
        need(one.state in BEING_HANDLED)
        one.met = True

    def write_reply(self, who: str, number: int, outcome: str) -> None:
        """A is complete, B lacks its promise."""
        one = self._lead_of(who, number)
        need(one.state in ("handling", "rehandling"))
        one.begun, one.complete = True, outcome == "A"

    def ask_extension(self, who: str, number: int) -> None:
        one = self._lead_of(who, number)
        need(one.state in BEING_HANDLED and one.round == 1 and not one.waits_for_time)
        one.waits_for_time = True

    def send_for_signing(self, who: str, number: int) -> None:
        one = self._lead_of(who, number)
        need(one.state in ("handling", "rehandling"))
        self._need_ready(one)
        one.state = "signing"

    def _need_ready(self, one: Part) -> None:
        need(one.met and one.complete)
        if one.part == "lead":
            need(all(other.state == "given" for other in self.current if other.part == "joint"))

    def send_back_reply(self, who: str, number: int) -> None:
        one = self._lead_of(who, number)
        need(who in LEADERS and one.state == "signing")
        one.state = "handling"

    def sign(self, who: str, number: int) -> None:
        one = self._lead_of(who, number)
        need(who in LEADERS and one.state == "signing")
        self._need_ready(one)
        one.state, one.answered_once, one.waits_for_time = "replied", True, False
        self._settle()

    def delegate(self, who: str, number: int) -> None:
        """Inside the organ; outwardly nothing changes."""
        self._of(who, number).passed_on += 1

    # The judgement

    def rate(self, who: str, number: int, result: str) -> None:
        need(who == "author" and number < len(self.parts))
        one = self.parts[number]
        need(one.state == "replied")
        self._judge(one, result)

    def rate_again(self, who: str, number: int, result: str) -> None:
        need(who == "author" and number < len(self.parts))
        one = self.parts[number]
        need(one.judged and not one.settled and one.state in ("rated", "disputed", "rehandling"))
        later = one.round > one.judged
        need(not (later and (one.met or one.begun)))
        one.round = one.judged
        self._judge(one, result)

    def _judge(self, one: Part, result: str) -> None:
        one.state, one.judged, one.settled = "rated", one.round, False
        if result == "satisfied":
            self._settle()
        elif one.round < self.rounds:
            self._again(one)
        else:
            one.state = "disputed"
            self._settle()

    def stay_silent(self, who: str) -> None:
        """The time for rating is over for all replies."""
        for one in self.parts:
            if one.state == "replied":
                one.state = "lapsed"
        self._settle()
