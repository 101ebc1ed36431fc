"""Paper for a night: the list to sign, and slips with everybody's digits."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from kentongan.beat.watch.documents import compiled, demo_line
from kentongan.beat.watch.documents.nights import clock_text, night_name
from kentongan.beat.watch.models import Post
from kentongan.beat.watch.services import IssuedCode
from kentongan.ground.basics.zones import local
from kentongan.ground.places.selectors import full_name

SPARE: Final = 6
"""Empty lines below the roster, for whoever comes besides."""


def attendance_pdf(
    post: Post,
    night: date,
    hours: tuple[datetime, datetime],
    names: Sequence[str],
    rounds: int,
    *,
    demo: bool,
) -> bytes:
    """A night's list to sign, A4, for a post without a phone.

    Args:
        hours: When the night begins and ends.
        names: Who is on duty, in the order of the page on which it is typed later.
        rounds: How many lines for rounds.
    """
    data = attendance_data(post, night, hours, names, rounds, demo=demo)
    return compiled("attendance.typ", data)


def attendance_data(
    post: Post,
    night: date,
    hours: tuple[datetime, datetime],
    names: Sequence[str],
    rounds: int,
    *,
    demo: bool,
) -> dict[str, Any]:
    """Everything that the list says, in the language of the moment."""
    begins, ends = (local(moment, post.place) for moment in hours)
    return {
        "title": _("Who came"),
        "name": post.name,
        "place": full_name(post.place),
        "night": night_name(night),
        "clock": clock_text((begins, ends)),
        "head": [_("Name"), _("Came"), _("Left"), _("Signature")],
        "names": list(names),
        "spare": SPARE,
        "rounds_head": [_("Round"), _("Back at"), _("What was seen")],
        "rounds": rounds,
        "handover": _("For the next watch"),
        "typed": _(
            "Type this within seven days: Our post, Tonight's watch, From paper."
        ),
        "demo": demo_line(demo=demo),
    }


def codes_pdf(
    post: Post, codes: Sequence[IssuedCode], names: Mapping[UUID, str], *, demo: bool
) -> bytes:
    """Slips to cut, one for each member: the digits for the code on the wall."""
    return compiled("codes.typ", codes_data(post, codes, names, demo=demo))


def codes_data(
    post: Post, codes: Sequence[IssuedCode], names: Mapping[UUID, str], *, demo: bool
) -> dict[str, Any]:
    """Everything that the slips say."""
    told = sorted((names.get(one.member_id, ""), one.code) for one in codes)
    return {
        "title": _("Digits for the night"),
        "post": post.name,
        "slips": [
            {"name": name, "code": f"{code[:3]} {code[3:]}"} for name, code in told
        ],
        "how": _("Scan the code on the wall of the post, then type these."),
        "own": _("They are yours alone. Lost? The head of the post gives new ones."),
        "demo": demo_line(demo=demo),
    }
