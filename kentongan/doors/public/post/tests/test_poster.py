"""The page behind a poster, for whoever stands before it."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, Post
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.ground.basics.zones import local
from tests import make
from tests.cast import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> Post:
    return make.make_post(make.make_place("12.18.04.2024", "Simpang Empat"))


@pytest.fixture
def as_the_app(post: Post) -> Iterator[None]:
    """As pages are served: by the role that the second wall binds."""
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_app")
        yield
        cursor.execute("reset role")


@pytest.mark.usefixtures("as_the_app")
def test_the_poster_opens_its_post_to_everybody(client: Client, post: Post) -> None:
    page = client.get(f"/p/{post.qr_token}/")
    assert page.status_code == 200
    assert post.name in page.content.decode()


@pytest.mark.usefixtures("as_the_app")
@pytest.mark.parametrize("token", ["x", "%00", "%F0%28", "a" * 3000, "' or 1=1 --"])
def test_no_other_token_opens_anything(client: Client, token: str) -> None:
    assert client.get(f"/p/{token}/").status_code == 404


def test_the_poster_of_a_closed_post_opens_nothing(client: Client, post: Post) -> None:
    Post.unwalled.filter(pk=post.pk).update(closed_at=make.NOON)
    assert client.get(f"/p/{post.qr_token}/").status_code == 404


@pytest.fixture
def digits(town: Town) -> str:
    """Sahat's own, at Pos Melati, where it is a night of watch at this very moment."""
    moment, by = timezone.now(), make.now(town.marni)
    draft = MemberDraft("Sahat", MemberRole.MEMBER, is_adult=True)
    member = services.add_member(town.melati.pk, draft, by=by, at=moment)
    rules = make.hours_around(local(moment, town.melati.place))
    services.agree(town.melati.pk, rules, by=by, at=moment)
    issued = services.issue_codes(town.melati.pk, by=by, at=moment)
    with connection.cursor() as cursor:
        cursor.execute("set local role kentongan_app")
    return {one.member_id: one.code for one in issued}[member.pk]


def test_a_member_checks_in_with_the_code_on_the_wall_and_no_account(
    client: Client, town: Town, digits: str
) -> None:
    address = f"/p/{town.melati.qr_token}/"
    wrong = client.post(address, {"code": "12"})
    assert wrong.status_code == 422
    assert "tidak cocok" in wrong.content.decode()
    thanks = client.post(address, {"code": digits}, follow=True).content.decode()
    assert "Terima kasih" in thanks
    assert "Sahat" not in thanks
    with connection.cursor() as cursor:
        cursor.execute("reset role")
    (came,) = CheckIn.objects.everywhere(because="a test")
    assert came.way == "code"
