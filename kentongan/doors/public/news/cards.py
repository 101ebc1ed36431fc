"""The picture that appears where a release is shared."""

import io
from functools import cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from kentongan.desk.news.models import Edition
from kentongan.desk.news.rules.words import Language, press_day

SIZE: Final = (1200, 630)
_NIGHT, _LAMP, _PAPER, _SOFT = "#17343b", "#ffc24b", "#fdf3e0", "#c9d2cd"
_MARGIN: Final = 72
_MOST_LINES: Final = 5


def share_card(edition: Edition) -> bytes:
    """Headline, place and day as a PNG of 1200 by 630."""
    card = Image.new("RGB", SIZE, _NIGHT)
    pen = ImageDraw.Draw(card)
    pen.rounded_rectangle((_MARGIN, 70, _MARGIN + 14, 150), 7, fill=_LAMP)
    pen.text((_MARGIN + 40, 84), edition.unit_name, font=_font(40), fill=_LAMP)
    y = 190
    for line in _lines(pen, edition.headline):
        pen.text((_MARGIN, y), line, font=_font(60), fill=_PAPER)
        y += 72
    day = press_day(edition.event_date, Language(edition.language))
    foot = _cut(pen, f"{edition.place_name} · {day}", 32)
    pen.text((_MARGIN, SIZE[1] - 80), foot, font=_font(32), fill=_SOFT)
    out = io.BytesIO()
    card.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _lines(pen: ImageDraw.ImageDraw, text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=_font(60)) <= SIZE[0] - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(_cut(pen, word, 60))
    return lines[:_MOST_LINES]


def _cut(pen: ImageDraw.ImageDraw, text: str, size: int) -> str:
    while text and pen.textlength(text, font=_font(size)) > SIZE[0] - 2 * _MARGIN:
        text = text[:-1]
    return text


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    found = finders.find("look/vendor/gantari-700.woff2")
    return ImageFont.truetype(str(Path(str(found))), size)
