"""Legible in the sun and at night: computed from tokens.css itself."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[1] / "static" / "look" / "tokens.css"
TEXT, MARK = 4.5, 3.0
TONES = ["good", "warn", "bad", "wait", "info", "off"]
PROMISES = [
    *[("ink", ground, TEXT) for ground in ("paper", "card", "sunk")],
    *[("ink-soft", ground, TEXT) for ground in ("paper", "card", "sunk")],
    *[("link", ground, TEXT) for ground in ("paper", "card", "sunk", "lamp-soft")],
    *[("ink", ground, TEXT) for ground in ("lamp-soft", "lamp-glow")],
    *[("ink-soft", ground, TEXT) for ground in ("lamp-soft", "lamp-glow")],
    *[(tone, f"{tone}-soft", TEXT) for tone in TONES],
    *[("ink", f"{tone}-soft", TEXT) for tone in TONES],
    *[("ink-soft", f"{tone}-soft", TEXT) for tone in TONES],
    *[("link", f"{tone}-soft", TEXT) for tone in TONES],
    *[("on-tone", tone, TEXT) for tone in TONES],
    ("bad", "card", TEXT),
    ("bad", "paper", TEXT),
    ("on-act", "act", TEXT),
    ("on-act", "act-hover", TEXT),
    ("on-night", "night", TEXT),
    ("on-night-soft", "night", TEXT),
    ("on-night", "night-line", TEXT),
    ("on-lamp", "lamp", TEXT),
    ("paper", "ink", TEXT),
    *[("edge", ground, MARK) for ground in ("paper", "card")],
    *[("focus", ground, MARK) for ground in ("paper", "card", "sunk", "lamp-soft")],
    *[("wood", ground, MARK) for ground in ("paper", "card", "sunk")],
    *[(tone, "card", MARK) for tone in TONES],
    ("lamp", "night", MARK),
    ("lamp-edge", "paper", MARK),
]


def _scheme(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6})", block))


def _blocks() -> dict[str, dict[str, str]]:
    text = CSS.read_text()
    light = _scheme(text[: text.index("@media")])
    device = _scheme(text[text.index("@media") : text.index('[data-theme="light"] {')])
    chosen = _scheme(text[text.index('[data-theme="dark"] {') :])
    return {"light": light, "dark": light | device, "chosen dark": light | chosen}


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast of two sRGB colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "chosen dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PROMISES)
def test_every_promised_pair_is_legible(
    scheme: str, front: str, ground: str, least: float
) -> None:
    tokens = _blocks()[scheme]
    assert contrast(tokens[front], tokens[ground]) >= least


def test_the_formula_knows_black_on_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_is_dark_whether_the_device_or_the_reader_asked() -> None:
    blocks = _blocks()
    assert blocks["dark"] == blocks["chosen dark"]
    assert blocks["dark"] != blocks["light"]


def test_components_name_tokens_and_no_colours() -> None:
    written = (CSS.parent / "components.css").read_text()
    colours = set(re.findall(r"#[0-9a-f]{3,8}\b", written))
    assert colours <= {"#1d0f05"}, "the inside of the slit is the only fixed colour"


def test_every_token_used_is_a_token() -> None:
    known = set(re.findall(r"(--[a-z0-9-]+):", CSS.read_text()))
    for name in ("base.css", "components.css"):
        text = (CSS.parent / name).read_text()
        own = set(re.findall(r"(--[a-z0-9-]+):", text))
        used = set(re.findall(r"var\((--[a-z0-9-]+)", text))
        assert used <= known | own, name
