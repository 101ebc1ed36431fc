"""Places by names in a record: exact, or refused with what else it could be."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from kentongan.ground.basics.errors import Invalid, NotFound, Refusal
from kentongan.ground.basics.paths import ancestors
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import OFFICIAL, Level, label
from kentongan.ground.places.rules.words import fold, key
from kentongan.ground.places.selectors.names import by_path, current

_CONTRADICTION: Final = 60.0
"""Below this likeness (0 to 100) a name beside a code is another place's name."""


class Ambiguous(Refusal):
    """The names fit more than one place.

    Attributes:
        candidates: The paths of those places.
    """

    code = "ambiguous"
    http_status = 422

    def __init__(self, sentence: str, candidates: Iterable[str]) -> None:
        """Say it, and which they are."""
        super().__init__(sentence)
        self.candidates = tuple(candidates)


def resolve(
    *,
    code: str | None = None,
    province: str = "",
    regency: str = "",
    district: str = "",
    village: str = "",
) -> Place:
    """The one place that a record means. At most three queries.

    A code decides; names beside it must not plainly contradict it. Without a code the
    deepest name is looked up, and every name above it must be one of that parent's
    names or aliases. No misspelling is guessed at: an import must not decide.

    Raises:
        NotFound: There is no such place.
        Ambiguous: There are several.
        Invalid: Code and names contradict each other, or nothing was given.
    """
    given = {
        level: name.strip()
        for level, name in zip(
            OFFICIAL, (province, regency, district, village), strict=True
        )
        if name and name.strip()
    }
    if code:
        place = by_path(code)
        _check_agreement(place, given)
        return place
    if not given:
        raise Invalid(_("A place needs a code or a name."))
    return _only(_named(given), given)


def _named(given: dict[Level, str]) -> list[Place]:
    deepest = list(given)[-1]
    told = fold(given[deepest])
    # Every name is also stored in one word; its level's word may stand before it.
    whole = ["".join(told[start:]) for start in range(min(3, len(told)))]
    found = current().filter(level=deepest).prefetch_related("aliases")
    found = found.extra(where=["own_words && %s::text[]"], params=[whole])
    places = [place for place in found if _is_called(place, given[deepest])]
    above = _with_parents(places)
    return [
        place
        for place in places
        if all(
            any(
                one.level == level and _is_called(one, name)
                for path in ancestors(place.path)
                if (one := above.get(path))
            )
            for level, name in given.items()
        )
    ]


def _with_parents(places: list[Place]) -> dict[str, Place]:
    known = {place.path: place for place in places}
    wanted = {path for place in places for path in ancestors(place.path)} - set(known)
    parents = current().filter(path__in=wanted).prefetch_related("aliases")
    return known | {place.path: place for place in parents}


def _is_called(place: Place, name: str) -> bool:
    """Whether `name`, with or without the level's word, is one of the place's."""
    told = key(name)
    names = [place.name, *(alias.text for alias in place.aliases.all())]
    return any(
        told in (key(one), key(f"{place.word} {one}"), key(label(place.word, one)))
        for one in names
    )


def _check_agreement(place: Place, given: dict[Level, str]) -> None:
    chain = current().filter(path__in=ancestors(place.path))
    problems = {}
    for one in chain.prefetch_related("aliases"):
        name = given.get(Level(one.level))
        if name is None or _is_called(one, name):
            continue
        if fuzz.ratio(key(name), key(one.name)) < _CONTRADICTION:
            problems[str(one.level)] = _(
                "%(name)s is not the name of %(code)s, which is %(official)s"
            ) % {"name": name, "code": one.path, "official": one.name}
    if problems:
        raise Invalid(_("The code and the names contradict each other."), problems)


def _only(places: list[Place], given: dict[Level, str]) -> Place:
    told = ", ".join(reversed(list(given.values())))
    if not places:
        raise NotFound(_("No place is called %(name)s.") % {"name": told})
    if len(places) > 1:
        raise Ambiguous(
            _("%(count)d places are called %(name)s; say also where.")
            % {"count": len(places), "name": told},
            (place.path for place in places),
        )
    return places[0]
