"""What a release says in each language; names of places and offices stay Indonesian."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kentongan.desk.news.rules.words import Language


@dataclass(frozen=True)
class Phrases:
    """The sentences of one language, with names in braces for what the record says.

    Attributes:
        police: Who acted, where the record names no unit.
        answers: Who answers for a promise, where it names nobody. `Who` in a pattern
            begins large, `who` as it is written.
        residents: Who told something, where the record names no role.
        matters: What it was about, where that has no word.
        checked_first: Before what is in place; `checked` before the rest.
    """

    police: str
    answers: str
    residents: str
    matters: str
    headline: str
    headline_kept: str
    series_span: str
    series_headline: str
    series_lead: str
    lead: str
    at_place: str
    at_hour: str
    programmes: str
    officers: str
    purposes: str
    checked_first: str
    checked: str
    score: str
    told: str
    told_about: str
    promise_kept: str
    promise: str
    due: str
    outcome: str
    messages: str
    quote: str
    residents_counted: str
    present: str


PHRASES: Final[Mapping[Language, Phrases]] = {
    Language.ID: Phrases(
        police="Polisi",
        answers="Polisi",
        residents="Warga",
        matters="keadaan di desa",
        headline="{who} Lakukan {Kind} di {where}",
        headline_kept="{text}, Janji di {where} Ditepati",
        series_span="{first} sampai {last}",
        series_headline="{n} Kegiatan {who}, {span}",
        series_lead="{who} melaksanakan {n} kegiatan pada {span}, yaitu di {places}.",
        lead="{who} melaksanakan {kind}{at}, {day}{hour}.",
        at_place=" di {where}",
        at_hour=" pukul {clock}",
        programmes="Kegiatan ini bagian dari program {programmes}.",
        officers="Kegiatan dilakukan oleh {officers}.",
        purposes="Tujuannya: {purposes}.",
        checked_first="Dari pengecekan, yang {state}: {items}.",
        checked="Yang {state}: {items}.",
        score="Petugas menilai kesiapan pos {score:.0f} dari 100.",
        told="{role} menyampaikan: {text}.",
        told_about="{role} menyampaikan informasi tentang {group}.",
        promise_kept="Janji ditepati: {text}.",
        promise="{Who} akan menindaklanjuti: {text}{due}.",
        due=", paling lambat {day}",
        outcome="Hasilnya: {text}.",
        messages="Petugas berpesan: {text}.",
        quote="“{text},” kata {speaker}.",
        residents_counted="{n} warga",
        present="Turut hadir {everybody}.",
    ),
    Language.EN: Phrases(
        police="Police",
        answers="The police",
        residents="Residents",
        matters="matters of the village",
        headline="{who} at {where}: {kind}",
        headline_kept="A promise at {where} is kept: {text}",
        series_span="{first} to {last}",
        series_headline="{n} visits of {who}, {span}",
        series_lead="{who} made {n} visits, {span}: {places}.",
        lead="{who} carried out {kind}{at} on {day}{hour}.",
        at_place=" at {where}",
        at_hour=" at {clock}",
        programmes="It is part of the programme {programmes}.",
        officers="The visit was made by {officers}.",
        purposes="Its purpose: {purposes}.",
        checked_first="Found {state}: {items}.",
        checked="Found {state}: {items}.",
        score="The officers scored the post's readiness {score:.0f} of 100.",
        told="{role} said: {text}.",
        told_about="{role} gave information on {group}.",
        promise_kept="Promise kept: {text}.",
        promise="{who} will see to it{due}: {text}.",
        due=" by {day}",
        outcome="The outcome: {text}.",
        messages="The officers' message: {text}.",
        quote="“{text},” said {speaker}.",
        residents_counted="{n} residents",
        present="Present were {everybody}.",
    ),
}
