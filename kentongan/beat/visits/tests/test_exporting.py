"""Out and in again through the database: every fact, and no name unsealed."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from psycopg import sql

from kentongan.beat.visits import services
from kentongan.beat.visits.models import Visit
from kentongan.beat.visits.rules import exchange
from kentongan.beat.visits.rules.drafts import VisitDraft, named_because
from kentongan.beat.visits.tests.makers import full_draft, record, visit_draft
from kentongan.beat.visits.tests.strategies import drafts
from kentongan.ground.access.actors import operator
from kentongan.ground.basics.errors import NotAllowed
from kentongan.ground.ledger.models import Line
from tests.cast import Town
from tests.make import NOON, acts, now

slow = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def out(**filters: Any) -> list[dict[str, Any]]:
    return list(services.export(by=operator(), at=NOON, **filters))


def facts(document: dict[str, Any]) -> str:
    """Without the order in which items of a sheet were looked at."""
    told = json.loads(exchange.canonical(exchange.facts(document)))
    if "items" in told.get("inspection", {}):
        told["inspection"]["items"].sort(key=lambda item: item["item"])
    return json.dumps(told, sort_keys=True)


def located(draft: VisitDraft, town: Town) -> VisitDraft:
    return replace(draft, place=town.village.path, place_id=town.village.pk)


@slow
@given(draft=drafts())
def test_what_is_taken_in_is_handed_out_again(town: Town, draft: VisitDraft) -> None:
    # Examples share one database, and a drawn id comes again with other content.
    draft = located(named_because(replace(draft, id=None), "published"), town)
    taken = services.take_in(draft, by=operator(), at=NOON)

    sent = {document["id"]: document for document in out()}
    document = sent[str(taken.visit.pk)]
    assert facts(document) == facts(exchange.write(draft))
    # And in again: the very same visit.
    again = located(named_because(exchange.read(document), "published"), town)
    assert services.take_in(again, by=operator(), at=NOON).is_new is False


@slow
@given(draft=drafts())
def test_no_name_without_an_office_stands_unsealed_anywhere(
    town: Town, draft: VisitDraft
) -> None:
    public = {c.name for c in draft.civilians if c.role in ("Kadus V", "Ketua RT 3")}
    private = {c.name for c in draft.civilians} - public - {""}
    fresh = named_because(replace(draft, id=None), "agreed")
    with transaction.atomic():
        services.take_in(located(fresh, town), by=operator(), at=NOON)
        text = everything()
        transaction.set_rollback(True)  # the next example may name them in an office

    assert [name for name in private if name in text] == []


def everything() -> str:
    """All that the beat and the ledger hold, as the database would print it."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in ("visits", "reports", "follow_ups", "ledger"):
                table = sql.Identifier(model._meta.db_table)
                cursor.execute(sql.SQL("select t::text from {} t").format(table))
                found += [row[0] for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_dropped_name_is_nowhere_and_its_role_remains(town: Town) -> None:
    draft = full_draft(town)
    dropped = named_because(
        replace(
            draft,
            civilians=tuple(replace(one, consent="") for one in draft.civilians),
        ),
        "",
    )
    services.record(dropped, by=now(town.rina), at=NOON)
    assert "Ucok" not in json.dumps(out())
    assert out()[0]["attendees"][1]["role"] == "warga"


def test_a_visit_recorded_here_comes_in_again_as_itself(town: Town) -> None:
    visit = services.record(full_draft(town), by=now(town.rina), at=NOON)
    (document,) = out()

    assert document["place"]["village"] == "Simpang Empat"
    assert document["place"]["local"] == [{"level": "dusun", "name": "V"}]
    assert document["units"]["polsek"] == "Firdaus"
    assert document["officers"][0]["rank"] == "Bripka"
    read = replace(
        named_because(exchange.read(document), "agreed"), place=town.village.path
    )
    taken = services.take_in(read, by=operator(), at=NOON)
    assert (taken.is_new, taken.visit.pk) == (False, visit.pk)


def test_handing_out_is_on_the_ledger(town: Town) -> None:
    visit = services.record(full_draft(town), by=now(town.rina), at=NOON)
    out()
    assert acts("visit", visit.pk) == ["visit.recorded", "visit.exported"]
    opened = Line.objects.everywhere(because="test").filter(act="seal.opened")
    assert [line.facts["because"] for line in opened] == ["visit.exported"]


def test_what_is_handed_out_can_be_narrowed(town: Town) -> None:
    visit = record(town)
    assert [one["id"] for one in out(unit=town.polres.path)] == [str(visit.pk)]
    assert out(unit="sumut.tebing_tinggi") == []
    assert out(since=visit.date) != []
    assert out(since=visit.date.replace(year=2027)) == []


def test_only_command_and_the_operator_hand_visits_out(town: Town) -> None:
    record(town)
    assert len(list(services.export(by=now(town.tiur), at=NOON))) == 1
    for who in (town.rina, town.bonar, town.yosef, town.marni, town.nobody):
        with pytest.raises(NotAllowed):
            list(services.export(by=now(who), at=NOON))


def test_more_than_one_part_is_handed_out_whole_and_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kentongan.beat.visits.services.exporting._CHUNK", 2)
    ids = {
        str(
            services.record(
                visit_draft(town, outcome=f"Nomor {n}"), by=now(town.rina), at=NOON
            ).pk
        )
        for n in range(5)
    }
    told = [one["id"] for one in out()]
    assert len(told) == 5
    assert set(told) == ids
    assert Visit.objects.everywhere(because="test").count() == 5
