"""The auditor's page: what was done, found by filters, and no further than reach."""

import pytest
from django.test import Client

from kentongan.ground.access.actors import operator
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.grants import Where, grant_role
from kentongan.ground.ledger import sealer
from kentongan.ground.ledger.services import record
from tests.cast import Town
from tests.make import LONG_AGO, NOON, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(town: Town) -> Client:
    account = make_account("Pemeriksa")
    where = Where(place="12.18.04", unit=town.polres.path)
    grant_role(account, Role.AUDITOR, where, by=operator(), at=LONG_AGO)
    client = Client()
    client.force_login(account)
    return client


def text(client: Client, query: str = "") -> str:
    return client.get(f"/buku-besar/{query}").content.decode()


def test_an_auditor_reads_what_was_done_where_she_reaches(auditor: Client) -> None:
    record("visit.recorded", "visit:near", by=operator(), at=NOON, place="12.18.04")
    record("visit.recorded", "visit:far", by=operator(), at=NOON, place="12.18.05")
    sealer.seal_waiting()

    page = text(auditor)

    assert "visit:near" in page
    assert "visit:far" not in page


def test_filters_find_and_a_wrong_one_is_said(auditor: Client) -> None:
    record("visit.recorded", "visit:a", by=operator(), at=NOON, place="12.18.04")
    record("seal.opened", "post:b", by=operator(), at=NOON, place="12.18.04")

    assert "visit:a" not in text(auditor, "?act=seal.opened")
    assert "post:b" in text(auditor, "?act=seal.opened")
    assert "visit:a" in text(auditor, f"?since={NOON.date()}&until={NOON.date()}")
    wrong = auditor.get("/buku-besar/?since=kemarin")
    assert wrong.status_code == 422


def test_hostile_filters_are_answered_and_not_run(auditor: Client) -> None:
    queries = ("?act=%00", "?place='; drop table", "?actor_id=x", "?subject=<script>")
    for query in queries:
        answer = auditor.get(f"/buku-besar/{query}")
        assert answer.status_code in (200, 422)
        assert "<script>" not in answer.content.decode()
