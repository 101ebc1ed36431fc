"""The text that officers send to their superiors, in the form in which they send it."""

from collections.abc import Sequence
from typing import Final

from kentongan.beat.visits.documents.handout import Handout, Pledged

GREETINGS: Final = ((4, 11, "pagi"), (11, 15, "siang"), (15, 18, "sore"))
CLOSING: Final = "Dokumentasi terlampir. Demikian dilaporkan, mohon petunjuk."
DEMO: Final = "DEMO: orang, kejadian, dan angka karangan"


def whatsapp_text(visit: Handout) -> str:
    """Greeting, dasar, the report point by point, closing; empty points left out."""
    heading = visit.heading
    greeting = heading.greeting if heading and heading.greeting else _greeting(visit)
    parts = [
        f"_{DEMO}_" if visit.demo else "",
        greeting,
        f"*Dasar:* {heading.basis}" if heading and heading.basis else "",
        _lead(visit),
        _points("Petugas", visit.officers),
        _points("Hadir", visit.present),
        _points("Hasil pengecekan", _found(visit)),
        _score(visit),
        _points("Informasi warga", visit.told),
        _points("Tindak lanjut", [_pledge(one) for one in visit.pledges]),
        _points("Pesan kamtibmas", visit.messages),
        f"*Hasil:* {visit.outcome}" if visit.outcome else "",
        heading.closing if heading and heading.closing else CLOSING,
    ]
    return "\n\n".join(part for part in parts if part)


def _greeting(visit: Handout) -> str:
    part = next(
        (word for low, high, word in GREETINGS if low <= visit.greeting_hour < high),
        "malam",
    )
    return f"Selamat {part} Komandan, mohon izin melaporkan kegiatan {visit.unit}."


def _lead(visit: Handout) -> str:
    when = f"Pada hari {visit.day}"
    clock = f" pukul {visit.clock}" if visit.clock else ""
    where = ", ".join(filter(None, [visit.post, visit.where]))
    return f"{when}{clock} telah dilaksanakan *{visit.kind}* di {where}."


def _points(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    numbered = "\n".join(f"{n}. {line}" for n, line in enumerate(lines, 1))
    return f"*{title}:*\n{numbered}"


def _found(visit: Handout) -> list[str]:
    """What was checked, by state: thirty lines would be read by nobody."""
    groups: dict[str, list[str]] = {"tidak ada": [], "rusak": [], "ada": []}
    for item, state in visit.checked:
        groups.setdefault(state, []).append(item)
    return [
        f"{state.capitalize()}: {', '.join(items)}"
        for state, items in groups.items()
        if items
    ]


def _score(visit: Handout) -> str:
    if visit.score is None:
        return ""
    share = round(100 * visit.share_assessed)
    return f"*Nilai kesiapan:* {visit.score:.0f} dari 100 ({share}% butir dinilai)"


def _pledge(one: Pledged) -> str:
    due = f", paling lambat {one.due}" if one.due else ""
    return f"{one.text} ({one.answers or 'polisi'}{due})"
