"""Nobody can say afterwards who it was: every table, line and answer is looked through."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kentongan.ground.basics.ids import new_id
from kentongan.ground.places.services.folding import refold
from tests.cast import Town

ADDRESS = "203.0.113.77"
TRACES: dict[str, Any] = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_USER_AGENT": "Ponsel-Butet/7",
    "HTTP_REFERER": "https://example.org/halaman-butet",
    "HTTP_ACCEPT_LANGUAGE": "bbc-ID",
    "HTTP_COOKIE": "pernah=sesi-butet",
}
SECRETS = (ADDRESS, "Butet", "butet", "bbc-ID")


def everything_stored() -> str:
    """Every row of every table, as text: what a backup would hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select quote_ident(schemaname) || '.' || quote_ident(tablename)"
            " from pg_tables where schemaname not in ('pg_catalog',"
            " 'information_schema')"
        )
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"select t::text from {table} t")  # noqa: S608
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.django_db
def test_no_table_no_log_and_no_answer_says_who_told(
    town: Town,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    client = Client(**TRACES)
    refold(town.places["12"].path)
    form = {
        "id": str(new_id()),
        "category": "facility",
        "text": "Lampu simpang mati",
        "village": "Simpang Empat, Sei Rampah",
        "level": "anonymous",
        "teller": "Butet, 0812",  # typed, and then thought better of
    }
    told = client.post("/sampaikan/", form).content.decode()
    receipt = "".join(re.findall(r'class="receipt">([\d ]+)<', told)).replace(" ", "")
    assert len(receipt) == 16
    word = {"receipt": receipt, "say": "added", "text": "Masih mati"}
    heard = client.post("/jawaban/", word).content.decode()
    client.post("/jawaban/", {"receipt": "1" * 16})
    client.post("/sampaikan/", form | {"village": "Entah"})

    stored = everything_stored()
    assert "Lampu simpang mati" in stored  # it does look where things are kept
    out, err = capfd.readouterr()
    written = stored + out + err + caplog.text
    assert "/sampaikan/" in written
    assert [one for one in (*SECRETS, receipt) if one in written] == []
    assert [one for one in SECRETS if one in heard] == []
