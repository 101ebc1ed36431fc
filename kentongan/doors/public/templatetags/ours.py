"""Filters that say the codes of a post's books in words."""

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from kentongan.beat.watch.documents.books import LINE_KINDS
from kentongan.beat.watch.rules.books import Break
from kentongan.beat.watch.rules.money import Unit
from kentongan.doors.look.templatetags.look import figure
from kentongan.doors.public.ours.entries import ENTRY_KINDS, UNITS

register = template.Library()

register.filter("line_kind", lambda kind: LINE_KINDS[kind])
register.filter("entry_kind", lambda kind: ENTRY_KINDS[kind])
register.filter("unit_name", lambda unit: UNITS[unit])


@register.filter("sum")
def sum_of(amount: int, unit: Unit) -> str:
    """An amount with its unit: Rp12.500, or 12 cups."""
    told = figure(amount)
    if unit is Unit.RP:
        return f"Rp{told}"
    return _("%(n)s cups") % {"n": told}


@register.filter
def numbers(breaks: Iterable[Break]) -> str:
    """The numbers of broken lines."""
    return ", ".join(str(one.number) for one in breaks)
