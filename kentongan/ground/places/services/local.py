"""Names for what lies below a village: dusun, lingkungan, RW, RT."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kentongan.ground.basics.errors import Invalid, NotFound
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.paths import official_code
from kentongan.ground.ledger.services import record
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import Level, level_of
from kentongan.ground.places.rules.words import local_name, local_slug, local_word
from kentongan.ground.places.services.folding import words_of
from kentongan.ground.places.services.gates import hold_codes
from kentongan.ground.wall.actors import Actor

_LONGEST_NAME = 120
_LONGEST_PATH = 200


@transaction.atomic
def name_local(
    parent_path: str, *, level_word: str, name: str, by: Actor, at: datetime
) -> Place:
    """The local place of that name, made if it is not there yet. Dusun 5 is Dusun V.

    Naming is part of another act (registering a post, recording a visit), whose
    permission that act has checked. Two at once get the same place.

    Raises:
        NotFound: There is no such parent.
        Invalid: The parent is no village, or the words cannot stand in a path.
    """
    hold_codes()
    word, slug = _read(level_word, name)
    path = f"{parent_path}.{slug}"
    if len(path) > _LONGEST_PATH:
        raise Invalid(_("The name is too long."), {"name": name[:40]})
    known = {p.path: p for p in Place.objects.filter(path__in=[parent_path, path])}
    if path in known:
        return known[path]
    parent = known.get(parent_path)
    if parent is None:
        raise NotFound(_("No place has the code %(code)s.") % {"code": parent_path})
    if level_of(parent_path) not in (Level.VILLAGE, Level.LOCAL):
        raise Invalid(_("Local levels lie in a village."), {"place": parent_path})
    own = words_of(path, Level.LOCAL, [local_name(word, name)])
    place = Place(
        id=new_id(), path=path, level=Level.LOCAL, word=word,
        name=local_name(word, name), own_words=own,
        words=sorted({*parent.words, *own}),
    )  # fmt: skip
    if not _insert(place):
        return Place.objects.get(path=path)
    record(
        "place.named", f"place:{place.pk}", by=by, at=at, place=path,
        facts={"level": word, "village": official_code(path)},
    )  # fmt: skip
    return place


def _read(level_word: str, name: str) -> tuple[str, str]:
    if len(name) > _LONGEST_NAME:
        raise Invalid(_("The name is too long."), {"name": name[:40]})
    try:
        word = local_word(level_word)
        return word, local_slug(word, name)
    except ValueError as error:
        raise Invalid(
            _("“%(level)s %(name)s” cannot name a place below the village.")
            % {"level": level_word[:40], "name": name[:40]},
            {"name": str(error)},
        ) from error


def _insert(place: Place) -> bool:
    """Whether this one was there first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into places_place (id, path, level, name, word, postcode, decree, "
            "own_words, words) values (%s, %s, %s, %s, %s, '', '', %s::text[], "
            "%s::text[]) on conflict (path) do nothing",
            [
                place.pk, place.path, place.level, place.name, place.word,
                place.own_words, place.words,
            ],
        )  # fmt: skip
        return bool(cursor.rowcount)
