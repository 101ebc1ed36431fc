"""One file that holds a world's database and files; its keys go into another.

A tar archive: `manifest.json`, `database.dump` (pg_dump's custom format), `files/…`,
and last `contents.json` with the SHA-256 of each, so that a torn or altered archive is
known before anything is touched. Stored files never change under their name and are
written before the rows that name them, so the dump comes first and nothing is missing.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kentongan.config.postgres.binaries import program
from kentongan.ground.basics.errors import Invalid, Refusal

FORMAT: Final = "kentongan.backup/1"
MANIFEST: Final = "manifest.json"
DUMP: Final = "database.dump"
CONTENTS: Final = "contents.json"
KEPT: Final = timedelta(days=30)
"""What was to be erased must have left every backup after this time."""
PART: Final = 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    format: str
    made_at: str
    release: str
    is_demo: bool

    @property
    def is_expired(self) -> bool:
        """Whether it may hold what had to be erased since."""
        return datetime.now(UTC) - datetime.fromisoformat(self.made_at) > KEPT


def run(tool: str, *arguments: str, url: str, output: Path | None = None) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, unseen."""
    parts: dict[str, Any] = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environ = dict(os.environ)
    if password is not None:
        environ["PGPASSWORD"] = str(password)
    command = [str(program(tool)), *arguments, f"--dbname={make_conninfo(**parts)}"]
    if output is not None:
        command.append(f"--file={output}")
    done = subprocess.run(  # noqa: S603
        command, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Refusal(f"PostgreSQL's {tool} failed: {done.stderr.strip()[-1500:]}")


def write(target: Path, manifest: Manifest, dump: Path, files: Path) -> int:
    """Write an archive, whole or not at all; how many stored files are in it."""
    draft = target.with_name(f"{target.name}.part")
    sums: dict[str, str] = {}
    with _private(draft) as raw, tarfile.open(fileobj=raw, mode="w") as archive:
        _add_bytes(archive, sums, MANIFEST, json.dumps(asdict(manifest)).encode())
        _add_file(archive, sums, DUMP, dump)
        for path in stored(files):
            _add_file(archive, sums, f"files/{path.relative_to(files)}", path)
        count = len(sums) - 2
        _add_bytes(archive, {}, CONTENTS, json.dumps(sums).encode())
    draft.replace(target)
    return count


def write_keys(target: Path, keys: Path) -> int:
    """Write the key files into an archive of their own; how many there are."""
    draft = target.with_name(f"{target.name}.part")
    paths = sorted(path for path in keys.glob("*") if path.is_file())
    with _private(draft) as raw, tarfile.open(fileobj=raw, mode="w") as archive:
        for path in paths:
            archive.add(path, arcname=path.name)
    draft.replace(target)
    return len(paths)


def stored(files: Path) -> Iterator[Path]:
    """The stored files of a world."""
    return iter(sorted(path for path in files.glob("*/*") if path.is_file()))


def unpack(source: Path, target: Path) -> Manifest:
    """Unpack an archive into an empty folder, every part held against its sum.

    Raises:
        Invalid: It is no backup of ours, or not as it was written.
    """
    sums: dict[str, str] = {}
    try:
        with tarfile.open(source, mode="r") as archive:
            for member in archive:
                sums[member.name] = _take(archive, member, target)
        contents = json.loads((target / CONTENTS).read_text())
        manifest = Manifest(**json.loads((target / MANIFEST).read_text()))
    except (tarfile.TarError, OSError, ValueError, TypeError) as error:
        raise Invalid(f"{source} is not a whole backup of Kentongan.") from error
    sums.pop(CONTENTS)
    if manifest.format != FORMAT:
        raise Invalid(f"{source} is of format {manifest.format}, and {FORMAT} is read.")
    if wrong := sorted(set(sums.items()) ^ set(contents.items())):
        raise Invalid(f"{source} was altered or torn at {wrong[0][0]}.")
    return manifest


def unpack_keys(source: Path, target: Path) -> int:
    """Unpack key files into a folder; how many there were."""
    try:
        with tarfile.open(source, mode="r") as archive:
            members = archive.getmembers()
            for member in members:
                _take(archive, member, target)
                (target / member.name).chmod(0o600)
    except (tarfile.TarError, OSError) as error:
        raise Invalid(f"{source} is not a key file of Kentongan.") from error
    return len(members)


def prune(folder: Path, *, at: datetime) -> int:
    """Remove the dated backups in a folder whose time is over; how many."""
    removed = 0
    for path in folder.glob("kentongan-*.backup"):
        made = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
        if at - made > KEPT:
            path.unlink()
            path.with_name(f"{path.name}.keys").unlink(missing_ok=True)
            removed += 1
    return removed


def room_for(home: Path) -> tempfile.TemporaryDirectory[str]:
    """A private folder beside the world, on the same disk, gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="backup.", dir=home)


def put_in_place(source: Path, target: Path) -> None:
    """Put a folder in the place of another, which is then removed."""
    old = target.with_name(f"{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    source.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _private(path: Path) -> IO[bytes]:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(handle, "wb")


def _add_bytes(
    archive: tarfile.TarFile, sums: dict[str, str], name: str, body: bytes
) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(body)
    member.mode = 0o600
    archive.addfile(member, io.BytesIO(body))
    sums[name] = hashlib.sha256(body).hexdigest()


def _add_file(
    archive: tarfile.TarFile, sums: dict[str, str], name: str, path: Path
) -> None:
    with path.open("rb") as file:
        sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
        member = tarfile.TarInfo(name)
        member.size = os.fstat(file.fileno()).st_size
        member.mode = 0o600
        file.seek(0)
        archive.addfile(member, file)


def _take(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    # An archive may come from anywhere: no links, no devices, no way out of the folder.
    place = PurePosixPath(member.name)
    if not member.isfile() or place.is_absolute() or ".." in place.parts:
        raise ValueError(member.name)
    source = archive.extractfile(member)
    if source is None:
        raise ValueError(member.name)
    path = target / place
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    total = hashlib.sha256()
    with source, path.open("xb") as file:
        while part := source.read(PART):
            total.update(part)
            file.write(part)
    return total.hexdigest()
