"""A paper for every proposal of a base: 20,000 characters of what such papers say, as the worker would have put down.

Made once, in the base's copy, and then copied with the rest; no two are alike, common words are common and rare ones
rare: sentences of the demo's own texts in any order, and words drawn as often as words are in Chinese.
"""

import random
from collections.abc import Iterator

from django.utils import timezone

from congress.models import StoredFile
from proposals.models import Attachment, Proposal, Reply
from proposals.searching.indexing import OF_A_PAPER, enter_paper

SENTENCE = 12
CHARACTERS = [chr(0x4E00 + at * 5) for at in range(2_500)]
MADE = random.Random(0)
WORDS = ["".join(MADE.choices(CHARACTERS, k=MADE.choice([2, 2, 2, 3, 4]))) for _ in range(6_000)]
WEIGHTS = [1 / (at + 3) for at in range(len(WORDS))]


def write(seed: int = 1) -> int:
    """Give each proposal that was sent and has no paper a paper; says how many."""
    chance = random.Random(seed)
    number = 0
    texts = sentences()
    sent = Proposal.objects.exclude(state__in=Proposal.PRIVATE).filter(attachments=None).select_related("seat")
    for proposal in sent.order_by("pk").iterator():
        file = StoredFile.objects.create(
            name="说明.docx",
            content=f"bench/{proposal.pk}",
            media_type="application/msword",
            size=1,
            sha256="0" * 64,
            uploaded_by_id=proposal.seat.person_id,
            uploaded_at=timezone.now(),
        )
        enter_paper(Attachment.objects.create(proposal=proposal, file=file), "".join(paper(texts, chance)))
        number += 1
    return number


def sentences() -> list[str]:
    """What the demo's proposals and replies say, sentence by sentence."""
    said = [*Proposal.objects.values_list("body", flat=True), *Reply.objects.values_list("text", flat=True)]
    return sorted({sentence for text in said for sentence in text.split("。") if sentence}) or ["路灯"]


def paper(texts: list[str], chance: random.Random) -> Iterator[str]:
    """One paper's sentences, a tenth of them the demo's own, the others of made-up words."""
    size = 0
    while size < OF_A_PAPER:
        own = chance.random() < 0.1
        sentence = chance.choice(texts) if own else "".join(chance.choices(WORDS, WEIGHTS, k=SENTENCE))
        size += len(sentence) + 1
        yield f"{sentence}。"
