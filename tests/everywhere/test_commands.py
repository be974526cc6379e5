"""Every command of our own: helps in Chinese, rehearses before it writes, says by its exit code how it ended."""

import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands, load_command_class

ROOT = Path(__file__).resolve().parents[2]
OURS = ("congress", "deputies", "groups", "training", "proposals")
COMMANDS = sorted(name for name, app in get_commands().items() if app in OURS)
# Without --dry-run, and why.
EXCUSED = {
    "doctor": "writes nothing",
    "due": "writes nothing",
    "score_suggestions": "writes nothing",
    "verify_bundle": "writes nothing",
    "verify_timeline": "writes nothing",
    "serve": "runs the portal until it is stopped",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Django's own options, in Django's own words.
ALIEN = {
    "help",
    "version",
    "verbosity",
    "settings",
    "pythonpath",
    "traceback",
    "no_color",
    "force_color",
    "skip_checks",
}
REFUSED = {
    "reset_access": (["nobody", "--reason", "试"], 2),
    "import_deputies": (["no-such-file.csv", "--congress", "HB"], 2),
    "import_organs": (["no-such-file.csv", "--congress", "HB"], 2),
    "import_proposals": (["no-such-file.csv"], 2),
    "load_calendar": (["no-such-file.csv"], 2),
    "load_limits": (["no-such-file.csv"], 2),
    "load_duties": (["no-such-file.csv"], 2),
    "remind": (["--today", "2026-02-30"], 2),
    "due": (["2026-02-30", "7WD"], 2),
    "score_suggestions": (["no-such-file.csv"], 2),
    "start_congress": (["某处", "--admin", "123"], 2),
    "load_demo": ([], 2),
    "verify_bundle": (["no-such-file.zip"], 2),
}


def parser(name):
    return load_command_class(get_commands()[name], name).create_parser("manage.py", name)


def own_options(name):
    return [action for action in parser(name)._actions if action.dest not in ALIEN]


def test_there_are_commands():
    assert len(COMMANDS) > 15
    assert {apps.get_app_config(get_commands()[name]).label for name in COMMANDS} <= set(OURS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_is_in_chinese(name):
    said = [parser(name).description or "", *(action.help or "" for action in own_options(name))]
    assert [text for text in said if not CHINESE.search(text)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_what_writes_can_be_rehearsed(name):
    can_rehearse = "dry_run" in {action.dest for action in own_options(name)}
    assert can_rehearse is (name not in EXCUSED)


def test_nobody_is_excused_who_is_gone():
    assert set(EXCUSED) | set(REFUSED) <= set(COMMANDS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_is_said_in_chinese_with_code_2(name):
    arguments, code = REFUSED[name]
    with pytest.raises(CommandError) as error:
        call_command(name, *arguments, stdout=StringIO(), stderr=StringIO())
    assert error.value.returncode == code
    assert CHINESE.search(str(error.value))


@pytest.mark.parametrize(
    ("arguments", "code"), [(["due", "2026-02-12", "7WD"], 0), (["due", "someday", "7WD"], 2), (["due", "--no"], 2)]
)
def test_the_shell_sees_the_code(arguments, code, tmp_path):
    """And a refusal is a sentence, never a traceback."""
    run = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PORTAL_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "congress.settings", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, "Traceback" in run.stderr) == (code, False)
    assert bool(run.stderr) is (code != 0)
