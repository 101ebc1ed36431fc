"""`kentongan units load`: totals, a dry run, and a refusal with its line."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kentongan.config.commandline import cli
from kentongan.ground.places.models import Place
from kentongan.ground.units.models import Unit

JURISDICTIONS = """kecamatan_code,kecamatan,polda,polres,polsek,confidence,evidence
12.18.04,Sei Rampah,Polda Sumatera Utara,Polres Serdang Bedagai,Polsek Utara,high,
12.18.15,Sei Bamban,Sumut,Serdang Bedagai,Selatan,inferred,by elimination
"""


@pytest.fixture
def two_districts(db: None) -> None:
    """Two kecamatan of one regency."""
    Place.objects.bulk_create(
        Place(path=path, level="district", name=name, word="kecamatan")
        for path, name in (("12.18.04", "Sei Rampah"), ("12.18.15", "Sei Bamban"))
    )


def test_the_command_says_its_totals_and_a_dry_run_changes_nothing(
    two_districts: None, tmp_path: Path
) -> None:
    file = tmp_path / "wilayah.csv"
    file.write_text(JURISDICTIONS, "utf-8")
    said = CliRunner().invoke(cli, ["units", "load", str(file), "--dry-run"])
    assert (said.exit_code, Unit.objects.count()) == (0, 0), said.output
    said = CliRunner().invoke(cli, ["units", "load", str(file)])
    assert (said.exit_code, Unit.objects.count()) == (0, 4), said.output
    assert "6" in said.output.splitlines()[-1]
    file.write_text(JURISDICTIONS.replace("12.18.15", "12.18.99"), "utf-8")
    said = CliRunner().invoke(cli, ["units", "load", str(file)])
    assert said.exit_code == 2
    assert "wilayah.csv:3:place" in said.output
