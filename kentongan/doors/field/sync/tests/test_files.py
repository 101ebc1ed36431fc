"""Acts handed over as a file: stored as if sent, once, in the name of who did them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kentongan.beat.visits.tests.makers import stored
from kentongan.config.commands.acts import command
from kentongan.doors.field.models import Act
from kentongan.doors.field.sync import files
from kentongan.doors.field.sync.tests.makers import act, phone_of, send, visit_body
from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.seals import handing
from kentongan.ground.seals.tests.makers import locked
from tests.cast import Town


def handed(town: Town, *acts: Any) -> bytes:
    told = {"format": files.FORMAT, "account": str(town.rina.pk), "acts": list(acts)}
    return json.dumps(told).encode()


def test_a_file_is_taken_in_once_and_as_hers(town: Town, tmp_path: Path) -> None:
    at = datetime.now(UTC) - timedelta(hours=1)
    one = act("visit.record", visit_body(town, at), at)
    wrong = act("visit.record", {}, at)
    path = tmp_path / "acts.json"
    path.write_bytes(handed(town, one, wrong, 7))

    looked = CliRunner().invoke(command, ["import", str(path), "--dry-run"])
    assert "3 acts" in looked.output
    assert not stored()
    for _twice in range(2):
        told = CliRunner().invoke(command, ["import", str(path)])
        assert "1 stored, 0 held, 2 refused." in told.output

    assert stored() == 1
    assert Act.objects.get().account_id == town.rina.pk
    assert send(phone_of(town.rina), one)[0]["outcome"] == "stored"
    assert stored() == 1


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": "kentongan.acts/1"}'])
@pytest.mark.django_db
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        files.read(data)


@pytest.mark.django_db
def test_a_file_of_nobody_is_refused() -> None:
    told = {"format": files.FORMAT, "account": str(new_id()), "acts": []}

    with pytest.raises(NotFound):
        files.read(json.dumps(told).encode())


def test_a_file_that_was_locked_for_us_is_opened_act_by_act(town: Town) -> None:
    at = datetime.now(UTC) - timedelta(hours=1)
    rows: list[Any] = [7, {"id": str(new_id())}]
    for n in (2, 1):
        one = act("visit.record", visit_body(town, at), at) | {"n": n}
        box = locked(json.dumps(one).encode(), f"{town.rina.pk}/{one['id']}")
        rows.append(box | {"id": one["id"]})
    told = json.loads(handed(town, *rows)) | {"format": handing.FORMAT}
    handed_over = files.read(json.dumps(told).encode())

    assert [one.get("n") for one in handed_over.acts] == [None, None, 1, 2]
    answers = files.take_file(handed_over, at=datetime.now(UTC))
    assert [one.outcome for one in answers].count("stored") == 2
    assert [one.code for one in answers].count("malformed") == 2
    assert stored() == 2
