"""docs/production.md and docs/compose.yaml speak of the variables and programs that there are."""

import re
import shlex
import shutil
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from django.urls import reverse

from congress.files import storing
from training import media

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "docs" / "compose.yaml").read_text(encoding="utf-8"))
# Set for tests and trials only, or by the portal itself.
NOT_FOR_INSTALLATIONS = {"PORTAL_DEMO", "DEBUG", "SECOND_FACTOR", "TRUSTED_PROXIES", "EMAIL_BACKEND"}


def read_by_settings():
    code = "".join((ROOT / "congress" / name).read_text(encoding="utf-8") for name in ("settings.py", "env.py"))
    return set(re.findall(r'(?:env\.)?(?:text|flag|items)\("([A-Z0-9_]+)"', code))


def in_the_table():
    table = PAGE.partition("## Variables")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("|")]
    return {name for line in rows for name in re.findall(r"`([A-Z0-9_]+)`", line.partition(" |")[0])}


def units():
    return dict(re.findall(r"<!-- (portal-\w+\.service) -->\n```ini\n(.*?)```", PAGE, re.DOTALL))


def test_the_table_names_every_variable_that_is_read_and_no_other():
    read = read_by_settings() - NOT_FOR_INSTALLATIONS
    assert read > {"DATABASE_URL", "S3_ACCESS_KEY", "METRICS_TOKEN"}
    assert read - {"STATEMENT_SECONDS"} == in_the_table()


def limits_of_nginx():
    """The megabytes that nginx lets through: of the recording's page, and of every other."""
    (said,) = re.findall(r"<!-- nginx -->\n```nginx\n(.*?)```", PAGE, re.DOTALL)
    ((place, body),) = re.findall(r"location ~ (\S+) \{\n(.*?)\n    \}", said, re.DOTALL)
    own, others = (re.search(r"client_max_body_size (\d+)m;", text)[1] for text in (body, said.replace(body, "")))
    assert "proxy_pass http://portal;" in body
    return place, int(own), int(others)


def test_nginx_lets_through_what_the_portal_takes():
    """The largest file with the rest of its form; nothing larger than a page of ours would read."""
    place, recording, others = limits_of_nginx()
    for name, is_there in (("add_lesson", True), ("add_material", False)):
        assert bool(re.fullmatch(place.strip("^$"), reverse(f"training:{name}", args=[uuid4()]))) is is_there
    for limit, most in ((recording, media.MOST_BYTES), (others, storing.MOST_BYTES)):
        assert 0 < limit * storing.MEGABYTE - most <= 10 * storing.MEGABYTE


def test_containers_are_given_variables_that_are_read_and_secrets_that_are_declared():
    for name, service in COMPOSE["services"].items():
        if "build" not in service:
            continue
        given = {variable.removesuffix("_FILE") for variable in service["environment"]}
        assert given <= read_by_settings(), name
        files = {Path(value).name for key, value in service["environment"].items() if key.endswith("_FILE")}
        assert files == set(service["secrets"]) <= set(COMPOSE["secrets"]), name
    assert {"web1", "web2", "worker", "clock", "copy"} <= set(COMPOSE["services"])


@pytest.mark.parametrize("name", ["portal-web.service", "portal-worker.service", "portal-clock.service"])
def test_a_unit_starts_what_a_container_starts(name):
    (command,) = re.findall(r"^ExecStart=(.*)$", units()[name], re.MULTILINE)
    program, *arguments = shlex.split(command)
    service = {"portal-web.service": "web1"}.get(name, name.removeprefix("portal-").removesuffix(".service"))
    assert shutil.which(str(ROOT / ".venv" / "bin" / Path(program).name))
    assert " ".join([Path(program).name, *arguments]) in COMPOSE["services"][service]["command"]
