"""What became of a promise reaches the page that told of it."""

import pytest

from kentongan.beat.follow_ups.services import confirm, declare_done, reopen
from kentongan.beat.visits.models import Promised
from kentongan.desk.news import services
from kentongan.desk.news.models import Edition
from kentongan.desk.news.tests.makers import Desk
from kentongan.ground.ledger.relay import relay_next
from kentongan.ground.ledger.sealer import seal_waiting
from tests.make import NOON, now

pytestmark = pytest.mark.django_db


def told(edition: Edition) -> bool:
    while seal_waiting():
        pass
    relay_next(NOON)
    edition.refresh_from_db()
    return bool(edition.promises[0]["kept"])


def test_a_promise_kept_and_reopened_is_told_so_on_its_page(desk: Desk) -> None:
    row = services.write([desk.visit.pk], by=desk.press, at=NOON)
    services.check(row.pk, by=desk.press, at=NOON)
    services.approve(row.pk, by=desk.press, at=NOON)
    edition = services.publish(row.pk, by=desk.press, at=NOON)
    before = edition.changed_at
    promise = Promised.objects.get(visit=desk.visit).follow_up_id
    declare_done(promise, "Sudah diganti", by=desk.rina, at=NOON)
    assert not told(edition)
    confirm(promise, by=now(desk.town.marni), at=NOON)
    assert told(edition)
    kept = edition.changed_at
    assert kept > before
    reopen(promise, "Mati lagi", by=now(desk.town.marni), at=NOON)
    assert not told(edition)
    assert edition.changed_at > kept
