"""Filters that say the beat's codes in words."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from kentongan.doors.console import words
from kentongan.doors.look.templatetags.look import chip

register = template.Library()

PHOTOS_SHARED = 4

_LABELS = {
    "answerer": words.ANSWERERS,
    "kind": words.KINDS,
    "flag": words.FLAGS,
    "category": words.CATEGORIES,
    "hearing": words.HEARINGS,
    "figure": words.FIGURES,
    "equipment": words.EQUIPMENT,
    "signal": words.SIGNALS,
    "consent": words.CONSENTS,
    "act": words.ACTS,
    "saying": words.SAYINGS,
}
_CHIPS = {
    "promise": words.PROMISES,
    "review": words.REVIEWS,
    "state": words.STATES,
    "stand": words.STANDS,
    "release": words.RELEASES,
    "report": words.REPORTS,
    "closing": words.CLOSINGS,
}


@register.filter
def said(code: str, vocabulary: str) -> str:
    """The word for `code`, from one of the vocabularies of ``console.words``."""
    return str(_LABELS[vocabulary].get(code, code))


@register.simple_tag
def state_chip(code: str, vocabulary: str) -> SafeString:
    """The chip for `code`: word, tone and icon."""
    word = _CHIPS[vocabulary][code]
    return chip(str(word.label), tone=word.tone, icon=word.icon)


@register.filter
def office(capacity: str) -> str:
    """In which office somebody acted: "kanit_binmas@sumut.x.firdaus" in words."""
    position, _at, where = capacity.partition("@")
    if position in words.CAPACITIES:
        return str(words.CAPACITIES[position])
    label = words.offices().get(position, position)
    unit = where.rpartition(".")[2].replace("_", " ").title()
    return ", ".join(filter(None, [label, unit if "." in where else ""]))


@register.filter
def photo_urls(page: Any) -> list[str]:
    """Addresses of the pictures that go along with a visit."""
    kept = [one for one in page.told.photos if one.file_id][:PHOTOS_SHARED]
    return [
        reverse("console:visits:photo", args=[page.visit.pk, one.id]) for one in kept
    ]
