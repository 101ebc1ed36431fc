"""Filters that say the beat's codes in words."""

from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString

from kentongan.doors.console import words
from kentongan.doors.look.templatetags.look import chip

register = template.Library()

_LABELS = {
    "answerer": words.ANSWERERS,
    "kind": words.KINDS,
    "flag": words.FLAGS,
    "presence": words.PRESENCES,
    "category": words.CATEGORIES,
    "hearing": words.HEARINGS,
    "figure": words.FIGURES,
    "equipment": words.EQUIPMENT,
    "signal": words.SIGNALS,
}
_CHIPS = {
    "promise": words.PROMISES,
    "review": words.REVIEWS,
    "state": words.STATES,
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
def at(names: Mapping[str, str], path: str) -> str:
    """The name that stands at `path`; the path itself where none does."""
    return names.get(path, path)
