"""The shell: whole, without anybody's data, and another version when a byte changes."""

import gzip
import json
from pathlib import Path

import pytest
from django.test import Client

from kentongan.doors.field.shell import parts
from kentongan.doors.field.sync.tests.makers import phone_of
from tests.cast import Town

SCRIPTS = Path(parts.__file__).parents[1] / "static" / "field"
BUDGET = 150_000


def test_every_script_of_the_app_is_kept_for_the_day_without_signal() -> None:
    ours = {f"field/{one.name}" for one in SCRIPTS.iterdir()} - {"field/worker.js"}
    assert ours <= set(parts.STATIC)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError):
        parts.contents("field/none.js")


def test_the_scripts_are_within_their_budget_over_the_wire() -> None:
    scripts = [path for path in parts.STATIC if path.endswith(".js")]
    assert sum(len(gzip.compress(parts.contents(one))) for one in scripts) < BUDGET


def test_another_byte_is_another_version() -> None:
    assert parts.version(b"a") == parts.version(b"a") != parts.version(b"b")


@pytest.mark.django_db
def test_the_shell_is_the_same_for_everybody(client: Client, town: Town) -> None:
    of_nobody, of_rina = client.get("/field/"), phone_of(town.rina).get("/field/")
    assert of_nobody.status_code == 200
    assert of_nobody.content == of_rina.content
    assert "csrfmiddlewaretoken" not in of_rina.content.decode()
    assert "'unsafe" not in of_rina.headers["Content-Security-Policy"]


def test_the_worker_keeps_the_shell_and_no_data(client: Client) -> None:
    text = client.get("/field/worker.js").content.decode()
    line = next(one for one in text.splitlines() if one.startswith("self.SHELL"))
    listed = json.loads(line.partition("= ")[2].rstrip(";"))
    assert "/field/" in listed
    assert not [one for one in listed if one.startswith(("/field/b", "/field/c"))]


def test_it_can_be_installed(client: Client) -> None:
    answer = client.get("/field/app.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.json()["start_url"] == answer.json()["scope"] == "/field/"
