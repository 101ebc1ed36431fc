"""Nights without a sign, as the console asks about them."""

import pytest
from django.urls import reverse

from kentongan.beat.watch.models import Silence
from kentongan.doors.console.tests.scene import silence_of
from tests.cast import Town
from tests.make import signed_in

pytestmark = pytest.mark.django_db
LIST = "/pos/belum-ada-kabar/"


@pytest.fixture
def silence(town: Town) -> Silence:
    """A night at Pos Melati that gave no sign."""
    return silence_of(town.melati)


def test_the_question_stands_on_hari_ini_and_a_word_closes_it(
    town: Town, silence: Silence
) -> None:
    rina = signed_in(town.rina)
    assert LIST in rina.get("/hari-ini/").content.decode()
    assert town.melati.name in rina.get(LIST).content.decode()
    answer = reverse("console:posts:answer", args=[silence.pk])
    empty = rina.post(answer, {"reason": ""})
    assert empty.status_code == 422
    assert "Pilih apa sebabnya" in empty.content.decode()
    assert rina.post(answer, {"reason": "rain"}).status_code == 302
    assert LIST not in rina.get("/hari-ini/").content.decode()
    assert town.melati.name not in rina.get(LIST).content.decode()
    assert rina.post(answer, {"reason": "rain"}).status_code == 409
