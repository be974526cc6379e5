"""The text of docs/states.md, made from the tables of steps."""

from congress.workflow import Workflow
from proposals.models import Assignment, Promise, Proposal
from proposals.workflow import assignment_steps, motion_steps, promise_steps, proposal_steps

OPENING = """# States and steps

Made by `manage.py draw_states` from `proposals/workflow.py`; a test compares the two. Who may take a step is a
function of `proposals/permissions.py`, what must be in place first one of `proposals/guards.py`. `follows`: nobody
presses a button, the step follows from another one; `only_time`: time takes it.
"""


def states_page() -> str:
    """Every table, each as a diagram and as a list."""
    parts = [
        OPENING,
        _section("Proposal (建议、月度意见)", proposal_steps, Proposal.State.choices),
        _section("Motion (议案)", motion_steps, Proposal.State.choices),
        _section("Assignment (交办，每个承办单位一件)", assignment_steps, Assignment.State.choices),
        _section("Promise (承诺，答复里每一项)", promise_steps, Promise.State.choices),
    ]
    return "\n".join(parts)


def _section(title: str, workflow: Workflow, labels: list[tuple[str, str]]) -> str:
    words = dict(labels)
    lines = [f"## {title}", "", "```mermaid", workflow.diagram(labels), "```", ""]
    lines += ["| Step | 步骤 | From | To | Who | In place first |", "|---|---|---|---|---|---|"]
    for step in workflow.steps.values():
        sources = "、".join(words[source] for source in words if source in step.sources)
        ready = step.ready.__name__ if step.ready.__name__ != "always" else "–"
        row = [step.name, step.label, sources, words[step.target], step.may.__name__, ready]
        lines.append(f"| {' | '.join(row)} |")
    return "\n".join([*lines, ""])
