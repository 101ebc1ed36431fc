"""Logs say what happened and never to whom."""

import json
import logging
from collections.abc import Iterator

import psycopg
import pytest
import structlog
from django.db import IntegrityError, connection

from kentongan.config import logs


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", list(root.handlers))
    level = root.level
    yield monkeypatch
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_line_is_readable_by_default(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.delenv("KENTONGAN_LOG", raising=False)
    logs.configure("web-1")
    structlog.get_logger("x").info("answered", status=200)
    (line,) = lines(capsys)
    assert line.endswith("web-1      answered status=200")


def test_a_line_is_json_when_asked_for(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.setenv("KENTONGAN_LOG", "json")
    logs.configure("relay")
    logging.getLogger("library").warning("moved %s", 3)
    told = json.loads(lines(capsys)[0])
    assert (told["event"], told["process"], told["level"]) == (
        "moved 3",
        "relay",
        "warning",
    )


@pytest.mark.django_db
def test_a_trace_names_the_line_of_code_and_no_value_of_a_row(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.setenv("KENTONGAN_LOG", "json")
    logs.configure("web")
    with connection.cursor() as cursor:
        cursor.execute("create temp table people (name text primary key)")
        cursor.execute("insert into people values ('Siti Rahasia')")
        try:
            cursor.execute("insert into people values ('Siti Rahasia')")
        except IntegrityError as error:
            assert isinstance(error.__cause__, psycopg.Error)
            assert "Siti" in str(error)
            structlog.get_logger("x").exception("our mistake")
    (line,) = lines(capsys)
    assert "Siti" not in line
    told = json.loads(line)
    assert told["error"] == "IntegrityError"
    assert "test_logs.py" in told["trace"]


def test_an_import_that_fails_may_say_which(
    configured: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    configured.setenv("KENTONGAN_LOG", "json")
    logs.configure("web")
    try:
        raise ImportError("cannot import name 'drum'")
    except ImportError:
        structlog.get_logger("x").exception("our mistake")
    assert json.loads(lines(capsys)[0])["said"] == "cannot import name 'drum'"
