"""A world comes back from its backup, and from nothing else."""

import json
import os
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from kentongan.config import backups
from kentongan.config.postgres import Server
from kentongan.config.tests.homes import short_home
from kentongan.config.tests.programs import kentongan
from kentongan.ground.basics.errors import Invalid

# One worker for all of them, since a world takes seconds to make.
pytestmark = pytest.mark.xdist_group("world")

MANIFEST = backups.Manifest(
    backups.FORMAT, datetime.now(UTC).isoformat(), "test", is_demo=False
)
PHOTO = os.urandom(3_000_000)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    files = tmp_path / "files"
    (files / "ab").mkdir(parents=True)
    (files / "ab" / "abcdef").write_bytes(PHOTO)
    dump = tmp_path / "dump"
    dump.write_bytes(b"rows")
    target = tmp_path / "world.backup"
    assert backups.write(target, MANIFEST, dump, files) == 1
    return target


def empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_what_was_packed_comes_out_the_same(archive: Path, tmp_path: Path) -> None:
    out = empty(tmp_path / "out")
    assert backups.unpack(archive, out) == MANIFEST
    assert (out / "files" / "ab" / "abcdef").read_bytes() == PHOTO
    assert (out / backups.DUMP).read_bytes() == b"rows"


def test_a_backup_is_readable_by_its_owner_alone(archive: Path) -> None:
    assert archive.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_torn_backup_is_refused(archive: Path, tmp_path: Path, share: float) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Invalid, match=r"whole backup|altered or torn"):
        backups.unpack(archive, empty(tmp_path / "out"))


def test_a_backup_with_one_byte_changed_is_refused(
    archive: Path, tmp_path: Path
) -> None:
    body = bytearray(archive.read_bytes())
    body[body.index(PHOTO[:64]) + 1_000_000] ^= 1
    archive.write_bytes(body)
    with pytest.raises(Invalid, match="altered or torn at files/ab/abcdef"):
        backups.unpack(archive, empty(tmp_path / "out"))


@pytest.mark.parametrize("name", ["../escaped", "/escaped-kentongan"])
def test_a_part_that_leads_out_of_the_folder_is_refused(
    tmp_path: Path, name: str
) -> None:
    evil = tmp_path / "evil.backup"
    with tarfile.open(evil, "w") as out:
        out.addfile(tarfile.TarInfo(name))
    with pytest.raises(Invalid, match="not a whole backup"):
        backups.unpack(evil, empty(tmp_path / "out"))
    assert not (tmp_path / "escaped").exists()


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.backup"
    with tarfile.open(evil, "w") as out:
        link = tarfile.TarInfo("files")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        out.addfile(link)
    with pytest.raises(Invalid, match="not a whole backup"):
        backups.unpack(evil, empty(tmp_path / "out"))


def test_a_backup_expires_after_thirty_days() -> None:
    old = datetime.now(UTC) - timedelta(days=30, minutes=1)
    assert replace(MANIFEST, made_at=old.isoformat()).is_expired
    young = datetime.now(UTC) - timedelta(days=29)
    assert not replace(MANIFEST, made_at=young.isoformat()).is_expired


def test_only_dated_backups_older_than_thirty_days_leave_a_folder(
    tmp_path: Path,
) -> None:
    at = datetime.now(UTC)
    for name, days in (("kentongan-1", 31), ("kentongan-2", 29), ("mine", 99)):
        path = tmp_path / f"{name}.backup"
        path.touch()
        (tmp_path / f"{name}.backup.keys").touch()
        moment = (at - timedelta(days=days)).timestamp()
        os.utime(path, (moment, moment))
    assert backups.prune(tmp_path, at=at) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kentongan-2.backup",
        "kentongan-2.backup.keys",
        "mine.backup",
        "mine.backup.keys",
    ]


@pytest.fixture(scope="module")
def world(pattern: Path) -> Iterator[Path]:
    with short_home(like=pattern) as home:
        (home / "files" / "ab").mkdir(parents=True)
        (home / "files" / "ab" / "abcdef").write_bytes(PHOTO)
        with Server(home).leased() as server:
            write_row(server, "a contact")
        yield home


def write_row(server: Server, text: str) -> None:
    with psycopg.connect(server.url(role="kentongan_system")) as connection:
        connection.execute(
            "INSERT INTO django_session VALUES (%s, 'x', now()) ON CONFLICT DO NOTHING",
            [text],
        )


def tables(home: Path) -> dict[str, str]:
    """Every table of a world with a digest of all its rows."""
    with (
        Server(home).leased() as server,
        psycopg.connect(server.url(role="postgres")) as connection,
    ):
        names = connection.execute(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        found = {}
        for (name,) in names:
            row = connection.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t"  # noqa: S608
            ).fetchone()
            found[name] = row[0] if row else ""
        return found


def test_a_world_is_rehearsed_back_to_the_last_row(world: Path, tmp_path: Path) -> None:
    archive = tmp_path / "world.backup"
    made = kentongan(world, "backup", str(archive))
    assert made.returncode == 0, made.stderr
    assert "1 files" in made.stdout
    keys = tmp_path / "world.backup.keys"
    assert b"ring.json" not in archive.read_bytes()

    with short_home() as fresh:
        dry = kentongan(fresh, "restore", str(archive), "--dry-run")
        assert dry.returncode == 0, dry.stderr
        assert not (fresh / "postgres").exists()

        back = kentongan(fresh, "restore", str(archive), "--keys", str(keys))
        assert back.returncode == 0, back.stderr
        before = tables(world)
        assert len(before) > 30
        assert tables(fresh) == before
        assert (fresh / "files" / "ab" / "abcdef").read_bytes() == PHOTO
        ring = (world / "keys" / "ring.json").read_text()
        assert (fresh / "keys" / "ring.json").read_text() == ring
        with Server(fresh).leased() as server:
            write_row(server, "the roles hold the same rights as before")

        again = kentongan(fresh, "restore", str(archive))
        assert again.returncode == 1
        assert "--replace puts the backup in its place" in again.stderr
        assert tables(fresh) != before

        replaced = kentongan(fresh, "restore", str(archive), "--replace")
        assert replaced.returncode == 0, replaced.stderr
        assert tables(fresh) == before


def test_a_world_in_use_is_not_replaced(world: Path, tmp_path: Path) -> None:
    archive = tmp_path / "world.backup"
    kentongan(world, "backup", str(archive))
    with Server(world).leased():
        done = kentongan(world, "restore", str(archive), "--replace")
    assert done.returncode == 1
    assert "stop `kentongan up` first" in done.stderr


def test_a_file_that_is_there_is_never_written_over(
    world: Path, tmp_path: Path
) -> None:
    target = tmp_path / "world.backup"
    target.write_text("mine")
    done = kentongan(world, "backup", str(target))
    assert done.returncode == 2
    assert target.read_text() == "mine"


def test_an_expired_backup_must_be_asked_for_twice(tmp_path: Path) -> None:
    old = (datetime.now(UTC) - timedelta(days=31)).isoformat()
    dump = tmp_path / "dump"
    dump.write_bytes(b"")
    target = tmp_path / "old.backup"
    backups.write(target, replace(MANIFEST, made_at=old), dump, tmp_path / "none")
    with short_home() as home:
        done = kentongan(home, "restore", str(target), "--dry-run")
        assert done.returncode == 1
        assert "--even-expired" in done.stderr
        allowed = kentongan(home, "restore", str(target), "--dry-run", "--even-expired")
        assert allowed.returncode == 0


def test_a_file_that_is_no_backup_is_refused_in_a_sentence(tmp_path: Path) -> None:
    target = tmp_path / "note.txt"
    target.write_text(json.dumps({"no": "backup"}))
    with short_home() as home:
        done = kentongan(home, "restore", str(target))
    assert done.returncode == 2
    assert done.stderr.strip() == f"Error: {target} is not a whole backup of Kentongan."
