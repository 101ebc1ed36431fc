"""A post's list: the first head from the police, the rest from the residents."""

from uuid import uuid4

import pytest
from django.test import Client

from kentongan.beat.watch.documents import CardText
from kentongan.beat.watch.models import Member, Post
from kentongan.doors.console.members import views
from kentongan.ground.access.models import Account, Card, Grant
from kentongan.ground.access.roles import Role
from kentongan.ground.places.models import Place
from kentongan.ground.units.rules.positions import Position
from tests import make

pytestmark = pytest.mark.django_db
NAME = "Sari Rahayu"


@pytest.fixture
def post() -> Post:
    return make.make_post(make.make_place("12.18.04.2024", "Simpang Empat"))


@pytest.fixture
def rina(post: Post) -> Account:
    village = Place.objects.get(path=post.place)
    unit = make.make_unit("sumut.sergai.firdaus", "polsek", "Firdaus", village)
    return make.make_officer("Rina", "Bripka", Position.BHABINKAMTIBMAS, unit, village)


@pytest.fixture
def head(post: Post) -> Account:
    return make.make_resident("Tono", post, Role.POST_HEAD)


def as_(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def address(post: Post) -> str:
    return f"/pos/{post.pk}/anggota/"


def write_down(client: Client, post: Post, **more: str) -> int:
    given = {"name": NAME, "role": "member", "is_adult": "on"} | more
    return client.post(address(post), given).status_code


def test_the_police_write_down_the_first_head_and_print_the_card(
    post: Post, rina: Account
) -> None:
    client = as_(rina)
    assert write_down(client, post, role="head") == 302
    (grant,) = Grant.objects.filter(holding_id=post.pk)
    assert grant.role == Role.POST_HEAD
    assert grant.account.display_name == "S. R."
    answer = client.post(f"{address(post)}{grant.account_id}/kartu/")
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]
    assert Card.objects.get().account_id == grant.account_id


def test_the_police_write_down_nobody_else(post: Post, rina: Account) -> None:
    client = as_(rina)
    write_down(client, post, role="member")
    assert not Member.objects.exists()
    write_down(client, post, role="head")
    write_down(client, post, role="head", name="Orang Lain")
    assert Member.objects.count() == 1


def test_the_police_read_a_number_and_no_name(
    post: Post, rina: Account, head: Account
) -> None:
    write_down(as_(head), post)
    page = as_(rina).get(address(post)).content.decode()
    assert NAME not in page
    assert "S. R." not in page
    assert "2 " in page


def test_the_head_writes_down_members_reads_names_and_prints_cards(
    post: Post, head: Account
) -> None:
    client = as_(head)
    assert write_down(client, post) == 302
    page = client.get(address(post))
    assert NAME in page.content.decode()
    (member,) = Member.objects.all()
    printed = client.post(f"{address(post)}{member.account_id}/kartu/")
    assert printed.headers["Content-Type"] == "application/pdf"


def test_the_printed_card_opens_the_post(
    post: Post, head: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[CardText] = []

    def remembered(text: CardText, *, demo: bool) -> bytes:
        printed.append(text)
        return b"%PDF"

    monkeypatch.setattr(views, "card_pdf", remembered)
    write_down(as_(head), post)
    (member,) = Member.objects.all()
    as_(head).post(f"{address(post)}{member.account_id}/kartu/")
    phone = Client()
    phone.post(printed[0].url, {"pin": printed[0].pin})
    assert phone.get(f"/pos/{post.pk}/").status_code == 200
    assert phone.get(address(post)).status_code == 403


def test_leaving_takes_name_role_and_card(post: Post, head: Account) -> None:
    client = as_(head)
    write_down(client, post)
    (member,) = Member.objects.all()
    client.post(f"{address(post)}{member.account_id}/kartu/")
    client.post(f"{address(post)}{member.pk}/selesai/")
    member.refresh_from_db()
    assert member.left_at
    assert not member.name
    assert Card.objects.get().revoked_at
    assert Grant.objects.get(role=Role.MEMBER).held_until


def test_nobody_underage_or_without_a_name_joins(post: Post, head: Account) -> None:
    client = as_(head)
    assert write_down(client, post, is_adult="") == 422
    assert write_down(client, post, name="   ") == 422
    assert write_down(client, post, name="a" * 5000) == 422
    assert write_down(client, post, role="head") == 422
    assert not Account.objects.filter(display_name="S. R.").exists()


def test_a_name_is_shown_as_it_was_written_and_runs_nothing(
    post: Post, head: Account
) -> None:
    client = as_(head)
    write_down(client, post, name="<script>alert(1)</script>")
    page = client.get(address(post)).content.decode()
    assert "<script>alert" not in page


def test_strangers_members_and_nobody_stay_outside(post: Post, head: Account) -> None:
    other = make.make_post(make.make_place("12.18.05.2001", "Lain"), "Pos Kenanga")
    stranger = make.make_resident("Joko", other, Role.POST_HEAD)
    member = make.make_resident("Budi", post)
    assert as_(stranger).get(address(post)).status_code == 404
    assert write_down(as_(stranger), post) == 404
    assert as_(member).get(address(post)).status_code == 403
    assert as_(stranger).post(f"{address(post)}{member.pk}/kartu/").status_code == 404
    assert Client().get(address(post)).status_code == 302


def test_a_head_prints_no_card_of_somebody_elsewhere(
    post: Post, head: Account, rina: Account
) -> None:
    other = make.make_post(make.make_place("12.18.05.2001", "Lain"), "Pos Kenanga")
    stranger = make.make_resident("Joko", other)
    client = as_(head)
    for account_id in (stranger.pk, rina.pk):
        assert client.post(f"{address(post)}{account_id}/kartu/").status_code == 403
    assert client.post(f"{address(post)}{uuid4()}/kartu/").status_code == 404
    assert client.post(f"{address(post)}{uuid4()}/selesai/").status_code == 404
    assert not Card.objects.exists()
