"""The diagrams in docs/ say what the tables say."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from proposals.management.commands import draw_states
from proposals.states_page import states_page
from proposals.workflow import assignment_steps, motion_steps, proposal_steps


def test_the_page_is_up_to_date():
    call_command("draw_states", dry_run=True, stdout=StringIO())
    assert (Path(settings.BASE_DIR) / "docs" / "states.md").read_text() == states_page()


def test_a_stale_page_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(draw_states, "PAGE", tmp_path / "states.md")
    with pytest.raises(CommandError, match="draw_states"):
        call_command("draw_states", dry_run=True)
    call_command("draw_states", stdout=StringIO())
    call_command("draw_states", dry_run=True, stdout=StringIO())


def test_every_step_is_drawn_from_each_of_its_states():
    page = states_page()
    for workflow in (proposal_steps, motion_steps, assignment_steps):
        for step in workflow.steps.values():
            for source in step.sources:
                assert f"{source} --> {step.target} : {step.label}\n" in page
