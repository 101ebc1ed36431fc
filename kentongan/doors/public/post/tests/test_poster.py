"""The page behind a poster, for whoever stands before it."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client

from kentongan.beat.watch.models import Post
from tests import make

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
