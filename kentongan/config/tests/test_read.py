"""`kentongan read`: for people, for machines, and for whoever gives it the wrong thing."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kentongan.config.commands.read import command

REPORT = (
    "Rabu (22/7/2026) pukul 20.30 WIB Bhabinkamtibmas Polsek Firdaus Bripka Sari Lubis, "
    "S.H. sambang ke pos kamling Dusun V Desa Simpang Empat Kecamatan Sei Rampah."
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "laporan.txt"
    path.write_text(REPORT, "utf-8")
    return path


def test_people_see_each_fact_beside_its_words(file: Path) -> None:
    done = CliRunner().invoke(command, [str(file)])
    assert done.exit_code == 0, done.output
    assert "12.18.04.2024" in done.output
    assert "'22/7/2026'" in done.output


def test_machines_get_one_visit_a_line_from_files_and_from_a_pipe(file: Path) -> None:
    for arguments, sent in (
        (["--json", str(file), str(file)], None),
        (["--json", "-"], REPORT),
    ):
        done = CliRunner().invoke(command, arguments, input=sent)
        assert done.exit_code == 0, done.output
        lines = done.stdout.splitlines()
        assert len(lines) == len(arguments) - 1
        for line in lines:
            visit = json.loads(line)
            assert visit["format"] == "kentongan.visit/1"
            assert visit["date"] == "2026-07-22"
            assert visit["officers"][0]["name"] == "Sari Lubis"


def test_what_is_no_text_is_named_and_told_by_the_exit_code(
    file: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\xff\xfe")
    for wrong in (picture, tmp_path / "missing.txt", tmp_path):
        done = CliRunner().invoke(command, ["--json", str(file), str(wrong)])
        assert done.exit_code == 2, (wrong, done.output)
        assert wrong.name in done.output
        assert "Traceback" not in done.output
