"""`places` and `boundaries`: what they say, and that bad files change nothing."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kentongan.config.commandline import cli
from kentongan.ground.places.models import Boundary
from kentongan.ground.places.tests.country import SIMPANG_EMPAT, found_country

pytestmark = pytest.mark.django_db
RING = [[99, 3], [99.1, 3], [99.1, 3.1], [99, 3.1], [99, 3]]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


def outline_file(folder: Path, code: str = SIMPANG_EMPAT) -> Path:
    feature = {
        "type": "Feature",
        "properties": {"code": code},
        "geometry": {"type": "Polygon", "coordinates": [RING]},
    }
    data = json.dumps({"type": "FeatureCollection", "features": [feature]})
    path = folder / "desa.geojson.gz"
    path.write_bytes(gzip.compress(data.encode()))
    return path


def test_a_search_says_code_full_name_and_what_is_left() -> None:
    found_country()
    result = run("places", "find", "dusun", "V", "simpang", "4", "sei", "rampah")
    assert result.exit_code == 0
    assert f"{SIMPANG_EMPAT}  Desa Simpang Empat, Kec. Sei Rampah" in result.output
    assert "+ dusun V" in result.output


def test_outlines_are_loaded_with_totals_and_once(tmp_path: Path) -> None:
    found_country()
    file = str(outline_file(tmp_path))
    first = run("boundaries", "load", file, "--source", "survey")
    assert "1 outlines read: 1 new" in first.output
    second = run("boundaries", "load", file, "--source", "survey")
    assert "Nothing changed." in second.output
    assert Boundary.objects.count() == 1


def test_a_bad_file_is_named_and_keeps_the_good_one_out(tmp_path: Path) -> None:
    found_country()
    bad = tmp_path / "rusak.geojson.gz"
    bad.write_bytes(b"\x1f\x8b not gzip")
    good = outline_file(tmp_path)
    result = run("boundaries", "load", str(good), str(bad), "--source", "survey")
    assert result.exit_code == 2
    assert "rusak.geojson.gz" in result.output
    assert not Boundary.objects.exists()


def test_an_unknown_code_is_named_with_its_file_and_feature(tmp_path: Path) -> None:
    found_country()
    file = outline_file(tmp_path, "12.18.04.2999")
    result = run("boundaries", "load", str(file), "--source", "survey")
    assert result.exit_code == 2
    assert "desa.geojson.gz, feature 1 (12.18.04.2999)" in result.output
    assert not Boundary.objects.exists()
