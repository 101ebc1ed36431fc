"""What else residents agree: who is exempt, who shares nights, other hours."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kentongan.beat.watch.rules.agreements import (
    MOST_DATES,
    Exemption,
    NightRules,
    Pair,
    Season,
)
from kentongan.doors.public.ours.fields import CLOCK, DAY, choices, offer

EXEMPTIONS = {
    Exemption.AGE: _("By age"),
    Exemption.HEALTH: _("By health"),
    Exemption.NIGHT_WORK: _("Works at night"),
    Exemption.CARE: _("Cares for somebody"),
    Exemption.AWAY: _("Away for long"),
    Exemption.AGREED: _("Agreed otherwise"),
}


class PeopleForm(forms.Form):
    """Who takes no turns, and who is experienced: a line for each member."""

    needs_experienced = forms.BooleanField(
        label=_("Each night somebody experienced is there"), required=False
    )

    def __init__(self, data: Any, names: Mapping[UUID, str], rules: NightRules) -> None:
        """Two fields for each member, holding what was agreed."""
        super().__init__(data, initial={"needs_experienced": rules.needs_experienced})
        kinds = [("", _("Takes turns")), *choices(EXEMPTIONS)]
        by_name = sorted(names.items(), key=lambda known: known[1])
        self.people = {one.hex: one for one, _name in by_name}
        for number, one in self.people.items():
            self.fields[f"e{number}"] = forms.TypedChoiceField(
                label=names[one],
                choices=kinds,
                coerce=Exemption,
                required=False,
                empty_value=None,
                initial=rules.exempt.get(one, ""),
            )
            self.fields[f"x{number}"] = forms.BooleanField(
                label=_("Experienced"),
                required=False,
                initial=one in rules.experienced,
            )

    @property
    def lines(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The fields of each member, as the page shows them."""
        for number in self.people:
            yield self[f"e{number}"], self[f"x{number}"]

    def over(self, rules: NightRules) -> NightRules:
        """The agreement with what was typed in its place."""
        told = self.cleaned_data
        people = self.people.items()
        return replace(
            rules,
            needs_experienced=told["needs_experienced"],
            exempt={one: told[f"e{n}"] for n, one in people if told[f"e{n}"]},
            experienced=frozenset(one for n, one in people if told[f"x{n}"]),
        )


class PairForm(forms.Form):
    """Two who share nights, or never do."""

    one = forms.TypedChoiceField(label=_("One"), coerce=UUID)
    other = forms.TypedChoiceField(label=_("The other"), coerce=UUID)
    how = forms.ChoiceField(
        label=_("How?"),
        choices=[("apart", _("Never on one night")), ("together", _("On one night"))],
        initial="apart",
        widget=forms.RadioSelect,
        help_text=_("A wish to share nights is met where the turns stay as even."),
    )

    def __init__(self, data: Any, names: Mapping[UUID, str]) -> None:
        """The members of one post."""
        super().__init__(data)
        for name in ("one", "other"):
            offer(self, name, names, none="—")

    def clean(self) -> dict[str, Any]:
        """Nobody is a pair alone."""
        told = super().clean() or {}
        if told.get("one") is not None and told.get("one") == told.get("other"):
            self.add_error("other", _("A pair needs two people."))
        return told

    def over(self, rules: NightRules) -> NightRules:
        """The agreement with this pair, which it may have held the other way."""
        told = self.cleaned_data
        pair = told["one"], told["other"]
        freed = without_pair(rules, pair)
        if told["how"] == "apart":
            return replace(freed, apart=(*freed.apart, pair))
        return replace(freed, together=(*freed.together, pair))


def without_pair(rules: NightRules, pair: Pair) -> NightRules:
    """The agreement without a word on these two."""
    return replace(
        rules,
        apart=tuple(known for known in rules.apart if set(known) != set(pair)),
        together=tuple(known for known in rules.together if set(known) != set(pair)),
    )


class DateKind(StrEnum):
    """What is agreed about some dates."""

    SEASON = "season"
    NO_WATCH = "no_watch"
    HOLIDAY = "holiday"


DATE_KINDS = {
    DateKind.SEASON: _("Other hours, as in Ramadan"),
    DateKind.NO_WATCH: _("No watch"),
    DateKind.HOLIDAY: _("Before holidays: shared out by themselves"),
}


class DatesForm(forms.Form):
    """Dates on which something else holds."""

    kind = forms.TypedChoiceField(
        label=_("What holds?"),
        choices=choices(DATE_KINDS),
        coerce=DateKind,
        initial=DateKind.SEASON.value,
        widget=forms.RadioSelect,
    )
    first = forms.DateField(label=_("The first night"), widget=DAY)
    last = forms.DateField(label=_("The last night"), widget=DAY)
    begins = forms.TimeField(label=_("From"), widget=CLOCK, required=False)
    ends = forms.TimeField(label=_("Until"), widget=CLOCK, required=False)

    def clean(self) -> dict[str, Any]:
        """Dates in order; hours where hours are asked for."""
        told = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and not timedelta(0) <= last - first < _LONGEST:
            self.add_error("last", _("These dates cannot be right."))
        if told.get("kind") is DateKind.SEASON:
            for name in ("begins", "ends"):
                if name not in self.errors and told.get(name) is None:
                    self.add_error(name, _("Say the hours."))
        return told

    def over(self, rules: NightRules) -> NightRules:
        """The agreement with these dates; the latest word of a date holds."""
        told = self.cleaned_data
        first, last = told["first"], told["last"]
        if told["kind"] is DateKind.SEASON:
            season = Season(first, last, told["begins"], told["ends"])
            return replace(rules, seasons=(season, *rules.seasons))
        days = {first + timedelta(days=n) for n in range((last - first).days + 1)}
        if told["kind"] is DateKind.NO_WATCH:
            return replace(rules, no_watch=rules.no_watch | days)
        return replace(rules, holidays=rules.holidays | days)


_LONGEST = timedelta(days=MOST_DATES)


def without_dates(rules: NightRules, kind: DateKind, first: date) -> NightRules:
    """The agreement without what holds from this date on, or on it."""
    if kind is DateKind.SEASON:
        left = tuple(season for season in rules.seasons if season.first != first)
        return replace(rules, seasons=left)
    if kind is DateKind.NO_WATCH:
        return replace(rules, no_watch=rules.no_watch - {first})
    return replace(rules, holidays=rules.holidays - {first})


def over_by(rules: NightRules, tonight: date) -> NightRules:
    """The agreement without dates that are over, so that they do not pile up."""
    return replace(
        rules,
        seasons=tuple(one for one in rules.seasons if one.last >= tonight),
        no_watch=frozenset(day for day in rules.no_watch if day >= tonight),
        holidays=frozenset(day for day in rules.holidays if day >= tonight),
    )
