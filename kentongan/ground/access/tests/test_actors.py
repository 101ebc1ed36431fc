from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from kentongan.ground.access.actors import operator, principal
from kentongan.ground.access.permissions import Permission as P
from kentongan.ground.access.roles import Role
from kentongan.ground.access.services.grants import Where, end_grant, grant_role
from kentongan.ground.access.tests import makers
from kentongan.ground.units.models import Appointment
from kentongan.ground.units.rules.positions import Position
from kentongan.ground.wall.actors import EVERYWHERE, NOWHERE

pytestmark = pytest.mark.django_db


def test_a_village_officer_reaches_her_villages_and_no_other() -> None:
    rina = makers.now(makers.bhabin(villages=("12.18.04.2024", "12.18.04.2025")))
    reach = rina.reach(P.VISIT_RECORD)
    assert reach.places == ("12.18.04.2024", "12.18.04.2025")
    assert reach.covers(place="12.18.04.2024.v")
    assert not reach.covers(place="12.18.04.2026")
    assert rina.office == "bhabinkamtibmas@sumut.serdang_bedagai.firdaus"


def test_a_kapolsek_reaches_the_jurisdiction_of_the_unit() -> None:
    togar = makers.now(makers.kapolsek())
    assert togar.reach(P.VISIT_REVIEW).covers(place="12.18.04.2024.v")
    assert not togar.reach(P.VISIT_REVIEW).covers(place="12.18.05.2001")
    assert togar.reach(P.LEDGER_READ) == NOWHERE


def test_an_act_uses_the_office_held_when_it_was_done() -> None:
    rina = makers.bhabin()
    yesterday = makers.NOON - timedelta(days=1)
    Appointment.objects.filter(officer=rina.officer).update(held_until=yesterday)
    assert makers.now(rina).reach(P.VISIT_RECORD) == NOWHERE
    before = principal(rina, at=yesterday - timedelta(minutes=1))
    assert before.reach(P.VISIT_RECORD).covers(place=makers.VILLAGE)


def test_two_offices_reach_further_than_one() -> None:
    rina = makers.bhabin()
    makers.unit(makers.OTHER_POLSEK, places=("12.18.11",))
    seat = makers.officer("other", Position.KANIT_BINMAS, makers.OTHER_POLSEK)
    appointment = Appointment.objects.get(officer=seat)
    Appointment.objects.filter(pk=appointment.pk).update(
        officer=rina.officer, acting="plh"
    )
    both = makers.now(rina)
    assert both.reach(P.VISIT_RECORD).places == ("12.18.04.2024", "12.18.11")
    assert both.reach(P.VISIT_REVIEW).places == ("12.18.11",)
    assert len(both.office_ids) == 2


def test_a_member_reaches_the_own_post_and_not_the_village() -> None:
    budi = makers.now(makers.member("budi"))
    assert budi.reach(P.POST_VIEW).holdings == (makers.POST,)
    assert not budi.reach(P.POST_VIEW).covers(place=makers.VILLAGE)
    assert budi.reach(P.VISIT_VIEW) == NOWHERE


def test_a_grant_holds_from_and_until_its_moments() -> None:
    made = makers.account("kades")
    grant = grant_role(
        made,
        Role.VILLAGE_HEAD,
        Where(place=makers.VILLAGE),
        by=operator(),
        at=makers.NOON,
    )
    later = makers.NOON + timedelta(days=30)
    end_grant(grant, by=operator(), at=later)
    assert not principal(made, at=makers.NOON - timedelta(seconds=1)).may
    assert P.POST_VIEW in principal(made, at=makers.NOON).may
    assert not principal(made, at=later).may


def test_who_stands_nowhere_may_nothing() -> None:
    nobody = makers.now(makers.account("nobody"))
    assert nobody.may == frozenset()
    assert nobody.office == "none"


def test_the_operator_may_everything_everywhere() -> None:
    assert all(operator().reach(p) == EVERYWHERE for p in P)


def test_an_actor_costs_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rina = makers.bhabin()
    with django_assert_num_queries(2):
        makers.now(rina)
