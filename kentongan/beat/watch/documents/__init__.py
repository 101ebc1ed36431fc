"""What is printed for a post: the poster with its code, and a member's card.

Texts travel to the template as data, never as markup, so that no name can become a
command. The embedded fonts are used alone: the same input gives the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import segno
import typst
from django.utils.translation import gettext as _

from kentongan.beat.watch.models import Post, Signal
from kentongan.beat.watch.rules.posts import groups
from kentongan.ground.places.selectors import full_name

HERE: Final = Path(__file__).parent


@dataclass(frozen=True)
class CardText:
    """What stands on a member's card and on the slip that is torn off.

    Attributes:
        url: What the QR code opens: the way to sign in, with the card's own token.
        pin: Six digits. On the slip only, which is read once and torn up.
    """

    name: str
    post_name: str
    url: str
    pin: str


def poster_pdf(post: Post, url: str, *, demo: bool) -> bytes:
    """The poster that hangs at a post: 110 first, then the post's page and its code.

    Args:
        post: One that the caller was let in to.
        url: The public page of the post, which the QR code opens.
        demo: Whether the world is invented, which every print says.
    """
    return compiled("poster.typ", poster_data(post, url, demo=demo))


def card_pdf(card: CardText, *, demo: bool) -> bytes:
    """A member's sign-in card, and beside it the slip with the PIN."""
    return compiled("card.typ", card_data(card, demo=demo))


def poster_data(post: Post, url: str, *, demo: bool) -> dict[str, Any]:
    """Everything that the poster says, in the language of the moment."""
    signals = Signal.objects.filter(post=post).order_by("strokes")
    return {
        "name": post.name,
        "place": full_name(post.place),
        "url": url,
        "qr": _qr(url),
        "danger": _("In danger now?"),
        "call": _("Call 110"),
        "free": _("free, day and night"),
        "scan": _("Scan to open the page of this post"),
        "owned": _("This post belongs to its residents."),
        "drum": _("The kentongan code of this post"),
        "signals": [
            {
                "meaning": meaning_word(signal.meaning),
                "groups": list(groups(signal.strokes)),
                "named": signal.strokes.replace("_", " "),
            }
            for signal in signals
        ],
        "law": _(
            "Do not take the law into your own hands. Call for help, keep everybody "
            "safe, and hand over to the police."
        ),
        "demo": demo_line(demo=demo),
    }


def card_data(card: CardText, *, demo: bool) -> dict[str, Any]:
    """Everything that the card and its slip say."""
    return {
        "name": card.name,
        "post": card.post_name,
        "qr": _qr(card.url),
        "title": _("Sign-in card"),
        "steps": [
            _("Scan this code with the camera of your phone."),
            _("Type your six digits."),
            _("Lost it? Tell the head of your post; the old card ends at once."),
        ],
        "slip": _("Your six digits"),
        "pin": f"{card.pin[:3]} {card.pin[3:]}",
        "tear": _("Learn them by heart, then tear this slip up."),
        "never": _("Nobody will ever ask you for them, not even the police."),
        "cut": _("cut here"),
        "demo": demo_line(demo=demo),
    }


def demo_line(*, demo: bool) -> str:
    """What every print of an invented world says; empty in a real one."""
    return _("DEMO: people, events and figures are invented") if demo else ""


def meaning_word(meaning: str) -> str:
    """A meaning in words: ours translated, the post's own as written."""
    ours = {
        "murder": _("Murder"),
        "theft": _("Theft"),
        "fire": _("Fire"),
        "disaster": _("Disaster"),
        "livestock_theft": _("Theft of livestock"),
        "safe": _("All is safe"),
        "gathering": _("Come together"),
        "death": _("Somebody died"),
    }
    return ours.get(meaning, meaning)


def _qr(url: str) -> str:
    """The code as SVG: error level M, since a poster hangs in the rain."""
    out = BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", scale=8, border=2, dark="#1d1a16", light="#ffffff"
    )
    return out.getvalue().decode()


def compiled(template: str, data: Mapping[str, Any]) -> bytes:
    """A template of ours with this data, as PDF."""
    made: bytes = typst.compile(
        str(HERE / template),
        root=str(HERE),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return made
