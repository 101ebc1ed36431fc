"""What every act on a release begins with: is it in sight, and may this be done."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from kentongan.desk.news.models import Release, ReleaseVersion
from kentongan.desk.news.rules.states import FOLLOWS, HELD, Act
from kentongan.desk.news.selectors import release as in_sight
from kentongan.ground.access.permissions import Permission
from kentongan.ground.basics.errors import Invalid, NotAllowed, Overtaken
from kentongan.ground.basics.texts import line, paragraphs
from kentongan.ground.ledger.services import record as write_line
from kentongan.ground.wall.actors import Actor


def length_of(model: type[models.Model], name: str) -> int:
    """How many letters a column holds."""
    found: int | None = getattr(model._meta.get_field(name), "max_length", None)
    return found or 0


HEADLINE: Final = length_of(Release, "headline")
BODY = 20_000
SHORT = 4000
REASON = 300


def allowed(release_id: UUID, by: Actor, permission: Permission) -> Release:
    """The release, if `by` holds `permission` where it stands.

    Raises:
        NotFound: None in sight.
        NotAllowed: It is in sight, and that is all.
    """
    row = in_sight(by, release_id)
    if not row.is_within(by.reach(permission)):
        raise NotAllowed(_("You can see this release, but this is not yours to do."))
    return row


def move(
    row: Release, act: Act, *, at: datetime, was: int | None = None, **values: Any
) -> Release:
    """Take a step, if the release still stands where it was read.

    One UPDATE decides the race: its condition is on the row's own columns.

    Raises:
        Overtaken: Somebody took another step meanwhile, or a hold forbids this one.
    """
    states, then = FOLLOWS[act]
    same = Release.objects.everywhere(because="the row that was let in").filter(
        pk=row.pk, state__in=states, version=row.version if was is None else was
    )
    if act in HELD:
        same = same.filter(on_hold=False)
    if not same.update(state=then, changed_at=at, **values):
        raise Overtaken(
            _("This release stands elsewhere by now, or is on hold. Look again.")
        )
    row.refresh_from_db()
    return row


def remember(
    row: Release, *, by: Actor | None, at: datetime, because: str = ""
) -> None:
    """Keep what the release says at this step, and who took it."""
    ReleaseVersion.objects.create(
        release=row,
        version=row.version,
        state=row.state,
        headline=row.headline,
        body=row.body,
        because=because,
        by_account=by.id if by else None,
        by_office=by.office if by else "system",
        at=at,
    )


def note(
    row: Release, act: str, *, by: Actor | None, at: datetime, **facts: Any
) -> None:
    """Write the ledger's line of a step."""
    write_line(
        f"release.{act}",
        f"release:{row.pk}",
        by=by,
        at=at,
        place=row.place,
        unit=row.unit,
        facts={"version": row.version, **facts},
    )


def words(headline: str, body: str, whatsapp: str, caption: str) -> dict[str, str]:
    """What somebody wrote, made fit to be kept.

    Raises:
        Invalid: Something is missing or too long.
    """
    kept = {
        "headline": line(headline),
        "body": paragraphs(body),
        "whatsapp": paragraphs(whatsapp),
        "caption": paragraphs(caption),
    }
    most = {"headline": HEADLINE, "body": BODY, "whatsapp": SHORT, "caption": SHORT}
    wrong = {k: _("Shorter, please.") for k, n in most.items() if len(kept[k]) > n}
    wrong |= {k: _("Please fill this in.") for k in ("headline", "body") if not kept[k]}
    if wrong:
        raise Invalid(_("This text cannot be kept like that."), wrong)
    return kept


def reason(text: str) -> str:
    """Why, in a line.

    Raises:
        Invalid: Nothing, or too much.
    """
    kept = line(text)
    if not kept:
        raise Invalid(_("Say why."), {"because": _("Please fill this in.")})
    if len(kept) > REASON:
        raise Invalid(_("Shorter, please."), {"because": _("Shorter, please.")})
    return kept
