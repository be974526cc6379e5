"""What the tests share with `script/proof`: how often they try, and a line for what they measured.

A test tries a few times in the suite and often in a proof: `times("RACES", 54)` is 54 unless PROOF_RACES says
otherwise. What it measured it gives to `measured`, which writes only where a proof listens.
"""

import json
import os
from pathlib import Path


def times(name: str, few: int) -> int:
    """How often to try: `few` in the suite, the number of the part's scale in a proof."""
    return int(os.environ.get(f"PROOF_{name}", few))


def proving() -> bool:
    """Whether a proof listens: what it could not ask fails there, where the suite may pass over it."""
    return "PROOF_LINES" in os.environ


def measured(goal: str, words: str) -> None:
    """Say what was found for a goal, such as G7; one test may say several things of one goal."""
    if lines := os.environ.get("PROOF_LINES"):
        with Path(lines).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"goal": goal, "words": words}, ensure_ascii=False) + "\n")
