"""Gates: who comes in, what they are told, and under whose reach the page reads."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.test.utils import override_settings
from pytest_django import DjangoAssertNumQueries

from kentongan.ground.access.gates import wants_json
from kentongan.ground.access.models import Account
from kentongan.ground.access.tests import makers

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("kentongan.ground.access.tests.pages"),
]
JSON = {"Accept": "application/json"}


@pytest.fixture
def rina(client: Client) -> Client:
    client.force_login(makers.bhabin())
    return client


def test_who_holds_the_permission_comes_in_under_the_own_reach(rina: Client) -> None:
    answer = rina.get("/visits/")
    assert answer.content.decode().startswith("Rina 12.18.04 as ")


def test_nobody_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get("/visits/?tab=1")
    assert answer.headers["Location"] == "/masuk/?next=/visits/%3Ftab%3D1"
    assert client.get("/visits/", headers=JSON).status_code == 401


def test_who_holds_it_nowhere_is_not_let_in(client: Client) -> None:
    client.force_login(makers.administrator())
    answer = client.get("/visits/", headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_what_is_hidden_and_what_is_absent_sound_the_same(rina: Client) -> None:
    hidden = rina.get("/hidden/melati/", headers=JSON)
    absent = rina.get("/nothing/of/the/kind/", headers=JSON)
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert b"melati" not in hidden.content


def test_a_refusal_says_its_sentence_and_its_code(rina: Client) -> None:
    answer = rina.get("/forbidden/", headers=JSON)
    assert answer.status_code == 403
    assert answer.json() == {
        "code": "not-allowed",
        "sentence": "Only the kanit approves.",
    }
    answer = rina.get("/unreadable/", headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["problems"] == {"date": "no such day"}


def test_a_page_that_reads_late_still_reads_inside_the_wall(rina: Client) -> None:
    assert rina.get("/late/").content.decode().startswith("12.18.04 as ")


@override_settings(KENTONGAN_SET_ROLE=True)
def test_the_page_runs_as_the_role_that_the_second_wall_binds(rina: Client) -> None:
    assert rina.get("/visits/").content.decode().endswith("as kentongan_app")


def test_who_has_a_given_password_changes_it_first(client: Client) -> None:
    rina = makers.bhabin()
    client.force_login(rina)
    Account.objects.filter(pk=rina.pk).update(must_change_password=True)
    assert client.get("/own/").headers["Location"] == "/sandi/"


def test_htmx_is_led_to_sign_in(client: Client) -> None:
    answer = client.get("/visits/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/masuk/?next=/visits/"


def test_a_gate_costs_five_queries(
    rina: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rina.get("/own/")  # the first page of a quarter of an hour also marks it as seen
    with django_assert_num_queries(7):
        # session, account, standings, grants, savepoint and release (which are begin
        # and commit outside a test), and the reach.
        rina.get("/own/")


def test_a_browser_that_asks_for_all_gets_a_page() -> None:
    assert not wants_json(_asking("text/html,application/json"))
    assert not wants_json(_asking("*/*"))
    assert wants_json(_asking("application/json"))


def _asking(accept: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"Accept": accept})
