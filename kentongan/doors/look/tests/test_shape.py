"""What the tree of the look promises: no inline code, known icons, small files."""

import gzip
import json
import re
from pathlib import Path

import pytest

LOOK = Path(__file__).parents[1]
ROOT = LOOK.parents[2]
STATIC = LOOK / "static" / "look"
TEMPLATES = sorted((ROOT / "kentongan").rglob("templates/**/*.html"))
OWN = sorted((LOOK / "templates").rglob("*.html"))
SYMBOLS = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)(?! type=\"application/ld\+json\")|<style|\sstyle=|\son[a-z]+=|javascript:|\shx-on|[\"']js:",
    re.IGNORECASE,
)


def _names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize("name", _names(TEMPLATES))
def test_no_page_carries_inline_code(name: str) -> None:
    assert not INLINE.findall((ROOT / name).read_text())


@pytest.mark.parametrize(
    "hostile",
    ["<script>x</script>", '<p style="x">', '<a onclick="x">', '<b hx-on:click="x">'],
)
def test_inline_code_would_be_found(hostile: str) -> None:
    assert INLINE.findall(hostile)


@pytest.mark.parametrize("name", _names(TEMPLATES))
def test_every_icon_used_is_drawn(name: str) -> None:
    text = (ROOT / name).read_text()
    used = set(re.findall(r"{% icon [\"']([a-z-]+)[\"']", text))
    used |= set(re.findall(r"{% chip .*?icon=[\"']([a-z-]+)[\"']", text))
    assert used <= SYMBOLS


def test_every_icon_of_navigation_is_drawn() -> None:
    named = re.compile(r'"([a-z]+)",\s*_\("')
    for path in (ROOT / "kentongan" / "doors").rglob("navigation.py"):
        assert set(named.findall(path.read_text())) <= SYMBOLS


def test_the_sprite_has_no_colour_of_its_own() -> None:
    text = (STATIC / "icons.svg").read_text()
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) == {"currentColor"}
    assert len(SYMBOLS) == text.count("<symbol")


@pytest.mark.parametrize("name", _names(OWN))
def test_a_template_opens_with_its_variables(name: str) -> None:
    assert (ROOT / name).read_text().startswith("{# Variables:")


def test_the_stylesheets_stay_under_14_kb_packed() -> None:
    sheets = [p.read_bytes() for p in STATIC.glob("*.css")]
    assert len(sheets) == 3
    assert sum(len(gzip.compress(sheet)) for sheet in sheets) < 14_000


def test_our_modules_stay_small() -> None:
    for path in STATIC.glob("*.js"):
        assert len(gzip.compress(path.read_bytes())) < 2_500, path.name


def test_nothing_is_asked_from_elsewhere() -> None:
    outside = re.compile(r"https?://(?!www\.w3\.org/)")
    for path in [*STATIC.glob("*.css"), *STATIC.glob("*.svg"), *STATIC.glob("*.js")]:
        if path.name != "map.js":  # its comment shows the shape of a tile address
            assert not outside.findall(path.read_text()), path.name


def test_the_lock_names_versions_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {k: v for k, v in lock["packages"].items() if k}
    assert packages
    for name, entry in packages.items():
        assert entry["integrity"].startswith("sha512-"), name
        assert "resolved" not in entry, name


def test_what_pages_load_is_what_the_lock_holds() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned"
