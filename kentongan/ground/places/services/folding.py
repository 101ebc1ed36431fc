"""Keeping the words that the search reads true to the names."""

from django.db import connection

from kentongan.ground.basics.paths import ancestors
from kentongan.ground.places.models import Place
from kentongan.ground.places.rules.levels import Level
from kentongan.ground.places.rules.search import leaf, local_word_of
from kentongan.ground.places.rules.words import own_words
from kentongan.ground.places.selectors.search import forget_vocabulary
from kentongan.ground.wall.models import within


def words_of(path: str, level: str, names: list[str]) -> list[str]:
    """What a place is found by.

    A local level's numeral counts only after its word: who asks for Simpang Lima does
    not mean every Dusun V of every Simpang.
    """
    words = own_words(names)
    if level == Level.LOCAL:
        words = [word for word in words if not word.isdigit()]
        words.append(local_word_of(leaf(path)))
    return words


def refold(top: str) -> None:
    """Write anew the words of `top` and of everything below it."""
    above = dict(
        Place.objects.filter(path__in=ancestors(top)[:-1]).values_list(
            "path", "own_words"
        )
    )
    below = list(
        Place.objects.filter(within("path", top))
        .prefetch_related("aliases")
        .order_by("path")
    )
    for place in below:
        names = [place.name, *(alias.text for alias in place.aliases.all())]
        above[place.path] = words_of(place.path, place.level, names)
        place.own_words = above[place.path]
        place.words = sorted(
            {word for one in ancestors(place.path) for word in above.get(one, ())}
        )
    with connection.cursor() as cursor:
        for place in below:
            cursor.execute(
                "update places_place set own_words = %s::text[], words = %s::text[] "
                "where id = %s and (own_words, words) is distinct from "
                "(%s::text[], %s::text[])",
                [
                    place.own_words, place.words, place.pk,
                    place.own_words, place.words,
                ],
            )  # fmt: skip
    forget_vocabulary()
