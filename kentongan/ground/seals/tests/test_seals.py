"""What is sealed opens only where it stands, for those who may, with a line written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.watch.models import Post
from kentongan.ground.basics.errors import NotAllowed, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.models import Line
from kentongan.ground.seals import keys
from kentongan.ground.seals.fields import SealBroken, Sealed, seal, unseal
from kentongan.ground.seals.models import StoredFile
from kentongan.ground.seals.rules import RETENTION, FileKind
from kentongan.ground.seals.selectors import blind_index
from kentongan.ground.seals.services import (
    expire_files,
    keep_file,
    open_many,
    open_sealed,
    read_file,
    rotate_keys,
)
from kentongan.ground.wall.actors import Clockwork, Reach

NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
NEAR = Clockwork(reaches={"seal_open": Reach(places=("12.18.04",))})
FAR = Clockwork(reaches={"seal_open": Reach(places=("12.19",))})


@pytest.fixture(autouse=True)
def home(tmp_path: Any, settings: Any) -> None:
    settings.KENTONGAN_HOME = tmp_path


def make_post(name: str = "Pos Kenanga", head: str = "Ucok Ganjang") -> Post:
    return Post.objects.create(
        place_id=new_id(),
        place="12.18.04.2024",
        name=name,
        head_name=head,
        head_consent="agreed",
        qr_token=new_id().hex,
        registered_at=NOON,
    )


def read(post: Post) -> Post:
    return Post.objects.everywhere(because="test").get(pk=post.pk)


@given(st.text(), st.text(max_size=20))
def test_what_was_sealed_opens_as_it_was(text: str, binding: str) -> None:
    assert unseal(seal(text, binding), binding) == text


@given(st.text(), st.integers(0, 400))
def test_one_changed_bit_breaks_the_seal(text: str, where: int) -> None:
    raw = bytearray(seal(text, "a:1:name").ciphertext)
    raw[where % len(raw)] ^= 1
    with pytest.raises(SealBroken):
        unseal(Sealed(bytes(raw)), "a:1:name")


@pytest.mark.django_db
def test_the_database_never_holds_the_name() -> None:
    post = make_post()
    with connection.cursor() as cursor:
        cursor.execute("select head_name from watch_post where id = %s", [post.pk])
        (raw,) = cursor.fetchone()
    assert b"Ucok" not in bytes(raw)


@pytest.mark.django_db
def test_a_sealed_value_says_nothing_by_itself() -> None:
    value = read(make_post()).head_name
    assert (str(value), repr(value)) == ("•••", "<Sealed>")


@pytest.mark.django_db
def test_who_may_opens_it_and_a_line_says_so() -> None:
    post = read(make_post())

    name = open_sealed(post, "head_name", by=NEAR, at=NOON, because="post.read")

    assert name == "Ucok Ganjang"
    line = Line.objects.everywhere(because="test").get()
    assert (line.act, line.subject, line.facts["count"]) == (
        "seal.opened",
        f"post:{post.pk}",
        1,
    )
    assert "Ucok" not in str(line.facts)


@pytest.mark.django_db
def test_who_may_not_opens_nothing_and_writes_nothing() -> None:
    post = read(make_post())
    for stranger in (FAR, Clockwork()):
        with pytest.raises(NotAllowed):
            open_sealed(post, "head_name", by=stranger, at=NOON, because="curiosity")
    assert not Line.objects.everywhere(because="test").exists()


@pytest.mark.django_db
def test_several_opened_at_once_are_one_line_and_nothing_given_is_none() -> None:
    posts = [read(make_post(f"Pos {n}", head=f"Kepala {n}" * n)) for n in range(3)]

    names = open_many(posts, "head_name", by=NEAR, at=NOON, because="list")

    assert list(names.values()) == ["", "Kepala 1", "Kepala 2Kepala 2"]
    assert Line.objects.everywhere(because="test").get().facts["count"] == 2


@pytest.mark.django_db
def test_a_ciphertext_moved_to_another_row_does_not_open() -> None:
    one, other = make_post("A"), make_post("B", head="Orang Lain")
    with connection.cursor() as cursor:
        cursor.execute(
            "update watch_post set head_name = "
            "(select head_name from watch_post where id = %s) where id = %s",
            [one.pk, other.pk],
        )
    with pytest.raises(SealBroken, match="does not fit"):
        open_sealed(read(other), "head_name", by=NEAR, at=NOON, because="test")


@pytest.mark.django_db
def test_an_update_with_a_plain_text_is_refused() -> None:
    post = make_post()
    rows = Post.objects.everywhere(because="test").filter(pk=post.pk)
    with pytest.raises(TypeError, match="sealed"):
        rows.update(head_name="Nama Terbuka")


@pytest.mark.django_db
def test_saving_a_read_row_keeps_its_seal() -> None:
    post = read(make_post())
    post.save()
    opened = open_sealed(read(post), "head_name", by=NEAR, at=NOON, because="test")
    assert opened == "Ucok Ganjang"


@pytest.mark.django_db(transaction=True)
def test_after_two_rotations_everything_opens_and_the_first_key_is_gone() -> None:
    posts = [make_post(f"Pos {n}") for n in range(3)]

    for number in (2, 3):
        totals = rotate_keys(by=None, at=NOON)
        assert totals["watch.post.head_name"] == 3
        assert keys.ring().current == number

    assert 1 not in keys.ring().keys
    for post in posts:
        opened = open_sealed(read(post), "head_name", by=NEAR, at=NOON, because="test")
        assert opened == "Ucok Ganjang"


def test_key_files_are_for_their_owner_only() -> None:
    keys.ensure(settings.KENTONGAN_HOME)
    files = list((settings.KENTONGAN_HOME / "keys").iterdir())
    assert {f.name for f in files} == {"ring.json", "ledger.json", "django.json"}
    assert {f.stat().st_mode & 0o777 for f in files} == {0o600}


def test_keys_that_others_may_read_are_refused() -> None:
    keys.ensure(settings.KENTONGAN_HOME)
    (settings.KENTONGAN_HOME / "keys" / "ring.json").chmod(0o644)
    with pytest.raises(PermissionError, match="chmod 600"):
        keys.add_key()


def test_a_blind_index_is_the_same_for_the_same_words_and_purpose_only() -> None:
    one = blind_index("  Ucok   GANJANG ", purpose="name")
    assert one == blind_index("ucok ganjang", purpose="name")
    assert one != blind_index("ucok ganjang", purpose="phone")
    assert one != blind_index("ucok ganjan", purpose="name")


@pytest.mark.django_db
def test_a_file_is_kept_once_encrypted_and_read_back() -> None:
    data = b"a picture of a lamp" * 100

    kept = keep_file(
        data, kind=FileKind.PHOTO_OF_THINGS, media_type="image/jpeg", at=NOON
    )
    again = keep_file(data, kind=FileKind.EVIDENCE, media_type="image/jpeg", at=NOON)

    assert kept.pk == again.pk
    assert read_file(kept.pk) == (data, "image/jpeg")
    files = [f for f in (settings.KENTONGAN_HOME / "files").rglob("*") if f.is_file()]
    assert len(files) == 1
    assert b"lamp" not in files[0].read_bytes()
    kept.refresh_from_db()
    assert kept.expires_at == NOON + RETENTION[FileKind.EVIDENCE]


@pytest.mark.django_db
def test_a_file_whose_time_is_over_is_gone_from_the_disk() -> None:
    kept = keep_file(
        b"faces", kind=FileKind.PHOTO_OF_PEOPLE, media_type="image/jpeg", at=NOON
    )
    assert expire_files(at=NOON + timedelta(days=29)) == 0
    assert expire_files(at=NOON + timedelta(days=30)) == 1

    with pytest.raises(NotFound):
        read_file(kept.pk)
    assert not [
        f for f in (settings.KENTONGAN_HOME / "files").rglob("*") if f.is_file()
    ]
    assert StoredFile.objects.get().gone_at == NOON + timedelta(days=30)
