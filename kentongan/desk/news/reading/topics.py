"""What it was about: kind, programmes, purposes, messages, what residents told, counts."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from kentongan.desk.news.reading.brevity import brief
from kentongan.desk.news.reading.dates import Clock
from kentongan.desk.news.reading.tokens import Token

Span = tuple[int, int]

_POST: Final = r"(?:pos\s?(?:sat\s?)?kamling|poskamling|satkamling|pos\s?ronda|siskamling|pos jaga)"
_KINDS: Final = (
    ("friday_forum", r"\bjum'?\s?at (?:curhat|berkah curhat)"),
    ("sunday_service", r"\bminggu kasih"),
    ("problem_solving", r"\bproblem solving|\bmediasi|\bmemediasi|penyelesaian (?:masalah|perselisihan|permasalahan)|didamaikan|mendamaikan|restorative justice|musyawarah (?:penyelesaian|damai)"),
    ("post_inspection", rf"\b(?:pengecekan|mengecek|cek|meninjau|tinjau|peninjauan|inspeksi|memeriksa|pemeriksaan|kontrol|mengontrol|penilaian|lomba)\b[^.\n]{{0,60}}\b{_POST}"),
    ("watch_coaching", rf"\b(?:pembinaan|membina|penyuluhan|mengaktifkan|pengaktifan|aktifkan|pelatihan|melatih|revitalisasi|menghidupkan|sosialisasi|arahan)\b[^.\n]{{0,70}}\b{_POST}"),
    ("pillars_coordination", r"\b(?:tiga|3) pilar|\bkoordinasi\b[^.\n]{0,60}\bbabinsa\b"),
    ("dialogue_patrol", r"\bpatroli\b"),
    ("police_service", r"\b(?:pelayanan|pengaturan|pengawalan|pengamanan|strong point|gatur)\b"),
    ("community_coaching", r"\b(?:pembinaan|penyuluhan|binluh|sosialisasi|police goes to school|edukasi)\b"),
    ("village_event", r"\b(?:musrenbang\w*|musdes\w*|musyawarah desa|pelantikan|hajatan|gotong royong|kerja bakti|posyandu|penyaluran|blt|pengajian|perayaan|peringatan|rapat)\b"),
    ("door_to_door", r"\b(?:door to door|dds|sambang\w*|menyambangi|kunjung\w*|mengunjungi|anjangsana)\b"),
)  # fmt: skip
_LOOKED: Final = re.compile(
    rf"\b(?:sambang|menyambangi|kunjung|mengunjungi|mendatangi)\w*[^.\n]{{0,40}}{_POST}"
    r"[\s\S]{0,500}?\b(?:memeriksa|mengecek|dicek|diperiksa|pengecekan)\b",
    re.IGNORECASE,
)
"""A visit to a post at which things were looked at is an inspection."""
_COMPILED: Final = tuple((name, re.compile(p, re.IGNORECASE)) for name, p in _KINDS)
_STRONG: Final = frozenset({"friday_forum", "sunday_service"})
_HEAD: Final = 700

_NAMED: Final = re.compile(
    r"\b(?:[Pp]rogram(?: unggulan| prioritas| inovasi)?|[Ss]trategi|[Gg]erakan|[Oo]perasi|STRATEGI|PROGRAM)\s{1,2}"
    r"[\"']?(?P<name>[A-Z][\w'\-]*(?:\s(?:[A-Z][\w'\-]*|to|dan)){0,5})[\"']?"
)
_LISTED: Final = re.compile(
    r"\b(Jum'?\s?at Curhat|Minggu Kasih|Jum'?at Berkah|Polisi RW|Cooling System|Door to Door System|"
    r"Sambang Nusa|Quick Wins Presisi|Police Goes To School|Blue Community Policing|"
    r"Jaga Kampung|Satu Desa Satu Polisi|Polisi Peduli|Ketahanan Pangan|Asta Cita|Siskamling Presisi)\b",
    re.IGNORECASE,
)
_NO_PROGRAMME: Final = frozenset(
    [
        "kapolri",
        "kapolda",
        "kapolres",
        "kapolsek",
        "polri",
        "polres",
        "polda",
        "polsek",
        "pemerintah",
        "presiden",
        "desa",
        "kapolresta",
        "bapak",
        "polisi",
        "nasional",
        "bhabinkamtibmas",
        "dari",
        "kerja",
        "ini",
    ]
)
_PURPOSE: Final = re.compile(
    r"(?:\btujuan(?:nya)?(?: (?:kegiatan|dari kegiatan|sambang|kunjungan) (?:ini|tersebut))?(?: adalah| ialah|:| :)(?: untuk)?|"
    r"\bbertujuan(?: untuk| guna)?|\bdengan (?:tujuan|maksud)(?: untuk)?|"
    r"\bdimaksudkan (?:untuk|guna|agar)|\bdalam rangka(?: untuk)?|\bselain (?:hal|itu)[^.,\n]{0,20}juga untuk|"
    r"\b(?:sambang|kunjungan|patroli|pengecekan|silaturahmi)\b[^.,\n]{0,80}?\b(?:guna|untuk))"
    r"\s{1,2}(?P<clause>(?!mendukung program)[a-z][^.\n\"]{10,420})",
    re.IGNORECASE,
)
_STRATEGY: Final = re.compile(
    r"\b(?:strategi|program|konsep)\b[^.\n]{0,80}$", re.IGNORECASE
)
_PARTS: Final = re.compile(
    r",\s*(?:(?:dan|serta|juga|sekaligus)\s+){1,3}(?=me\w)|\s(?:dan sekaligus|sekaligus|serta|juga)\s(?=me\w+\s)|"
    r",\s*(?=me[mnl]\w+\s)"
)
_PURPOSE_END: Final = re.compile(
    r"\s(?:yang (?:dihadiri|dipimpin|dilaksanakan)|pada (?:hari )?(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)|bertempat)\b|,\s*[\"(]|\s\((?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)|,\s(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\b|,\s(?:papar|ujar|kata|jelas|tutur|ungkap)\w*\b"
)
_MESSAGE: Final = re.compile(
    r"\b(?:mengajak|mengimbau|menghimbau|imbau|himbau|diimbau|dihimbau|berpesan|mengingatkan|diajak|"
    r"pesan[\- ]pesan kamtibmas|pesan kamtibmas|imbauan|himbauan)\b"
    r"(?P<who>[^.\n\"]{0,110}?)\b(?P<link>untuk|agar|supaya)(?:\s(?:senantiasa|selalu|bersama-sama|turut|ikut|tetap|terus|dapat|saling))?\s"
    r"(?P<clause>[^.\n\"]{8,300})",
    re.IGNORECASE,
)
_MESSAGE_END: Final = re.compile(
    r"\s(?:yang berlangsung|demi|guna|sehingga|karena|mengingat|dengan cara|menjelang|jelang|apabila|bila|jika)\b|,\s(?:Senin|Selasa|Rabu|Kamis|Jum'?at|Sabtu|Minggu)\b|,\s?\"",
    re.IGNORECASE,
)
_COMPLAINT: Final = re.compile(
    r"\b(?P<who>warga|masyarakat|tokoh masyarakat|tokoh agama|tokoh pemuda|ketua rt|ketua rw|kades|kepala desa|kadus|kepala dusun|pedagang|peserta|nelayan|petani)\b"
    r"[^.\n\"]{0,80}?\b(?:mengeluhkan|keluhkan|menyampaikan keluhan|melaporkan|menyampaikan (?:informasi|aduan|usulan|keresahan)|meminta|mengadukan|mengusulkan|menanyakan|mempertanyakan|mengeluh)\b\s*"
    r"(?P<clause>[^.\n\"]{8,260})",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"(?:^|\n)[^\w\n]{0,4}(?:\d{1,2}[.)]\s*)?(?:keluhan|aspirasi|informasi|masukan|permasalahan|usulan|saran|curhatan)"
    r"[\w /]{0,30}:[ \t]*\n?(?P<clause>[^\n]{6,260})",
    re.IGNORECASE,
)
_OUTCOME: Final = re.compile(
    r"(?:\b(?:hasil(?:nya)?(?: yang dicapai| kegiatan| mediasi| pengecekan)?\s*[:=]\s*|hasilnya,?\s|akhirnya\s|kedua (?:belah )?pihak\s(?=sepakat|bersepakat|saling|akhirnya))"
    r"(?P<clause>[^\n.]{8,260}))",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    r"(?P<before>\b(?:dihadiri|diikuti|serta|bersama|jumlah|sebanyak|peserta|hadir|sekitar|kurang lebih|sejumlah|total|±|\+/-)\b[^.\n\d]{0,40}?)"
    r"(?P<n>\d{1,4})\s?(?:\(\w[\w ]{1,25}\)\s?)?(?:orang|warga|peserta|jemaat|jemaah|jamaah|kk|siswa|pemuda|ibu|anggota|nelayan|petani|pedagang|pelajar)\b",
    re.IGNORECASE,
)
_SAID: Final = re.compile(r"\"(?P<words>[^\"\n]{20,1500})\"", re.DOTALL)


@dataclass
class Topics:
    """What a text tells beside time, place and people."""

    text: str
    tokens: list[Token]
    fields: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read each topic on its own."""
        self._listed("programmes", self._programmes())
        self._listed("purposes", self._purposes())
        self._listed("messages", self._messages())
        self.fields["information"] = self._information()
        outcome = _OUTCOME.search(self.text)
        self.fields["outcome"] = (
            " ".join(outcome["clause"].split()) if outcome else None
        )
        if outcome:
            self.spans["outcome"] = outcome.span("clause")
        count = _COUNT.search(self.text)
        self.fields["attendee_count"] = int(count["n"]) if count else None
        if count:
            self.spans["attendee_count"] = count.span("n")

    def _listed(self, name: str, found: list[tuple[str, Span]]) -> None:
        kept: dict[str, tuple[str, Span]] = {}
        for told, span in found:
            if told:
                kept.setdefault(told.lower(), (told, span))
        self.fields[name] = [told for told, _ in kept.values()]
        for at, (_, span) in enumerate(kept.values()):
            self.spans[f"{name}.{at}"] = span

    def _programmes(self) -> list[tuple[str, Span]]:
        found = [(m.start(1), m[1], m.span(1)) for m in _LISTED.finditer(self.text)]
        for match in _NAMED.finditer(self.text):
            words = match["name"].split()
            while words and words[-1].lower() in ("dan", "to"):
                words.pop()
            if words and words[0].lower() not in _NO_PROGRAMME and len(words) > 1:
                start = match.start("name")
                found.append(
                    (start, " ".join(words), (start, start + len(" ".join(words))))
                )
        kept: list[tuple[str, Span]] = []
        for _, told, span in sorted(found, key=lambda one: (one[0], -len(one[1]))):
            if not any(
                k.lower() in told.lower() or told.lower() in k.lower() for k, _ in kept
            ):
                kept.append((" ".join(told.split()), span))
        return kept

    def _purposes(self) -> list[tuple[str, Span]]:
        found: list[tuple[str, Span]] = []
        past = 0
        for match in _PURPOSE.finditer(self.text):
            before = self.text[max(0, match.start() - 120) : match.start()]
            apart = re.search(
                r"\bterpisah\b",
                self.text[max(0, match.start() - 300) : match.start()],
                re.I,
            )
            tied = _STRATEGY.search(before) and match.group().lower().startswith(
                "bertujuan"
            )
            if match.start("clause") < past or apart or tied:
                continue
            past = match.end("clause")
            found += self._clauses(match, _PURPOSE_END)
        return found[:8]

    def _messages(self) -> list[tuple[str, Span]]:
        found = []
        for match in _MESSAGE.finditer(self.text):
            clause = match["clause"]
            ended = _MESSAGE_END.search(clause)
            clause = clause[: ended.start()] if ended else clause
            told = brief(clause)
            if (
                re.match(r"\s?(?:warga|seluruh|masyarakat)", match["who"], re.I)
                and "mengajak" in match.group().lower()
                and "(kamtibmas)" in clause
            ):
                told = f"bersama {told}"
            start = match.start("clause")
            found.append((told, (start, start + len(clause.rstrip()))))
        return found[:8]

    def _clauses(
        self, match: re.Match[str], end: re.Pattern[str]
    ) -> list[tuple[str, Span]]:
        clause = match["clause"]
        ended = end.search(clause)
        clause = clause[: ended.start()] if ended else clause
        at = 0
        found = []
        for part in [*_PARTS.finditer(clause), None]:
            stop = part.start() if part else len(clause)
            piece = clause[at:stop]
            start = match.start("clause") + at
            if len(piece.split()) > 1:
                found.append((brief(piece), (start, start + len(piece.rstrip()))))
            at = part.end() if part else stop
        return found

    def _information(self) -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = []
        for match in [*_COMPLAINT.finditer(self.text), *_LABELLED.finditer(self.text)][
            :6
        ]:
            who = match.groupdict().get("who")
            self.spans[f"information.{len(told)}"] = match.span("clause")
            told.append({
                "raised_by_role": who.lower() if who else None,
                "text": " ".join(match["clause"].split()).strip(" ,"),
                "category": None,
            })  # fmt: skip
        return told


def kind(text: str) -> tuple[str, Span | None]:
    """The kind of visit, and the words that say it; those near the beginning count most."""
    best: tuple[float, str, Span] | None = None
    if looked := _LOOKED.search(text):
        best = (9.0 - looked.start() / _HEAD, "post_inspection", looked.span())
    for order, (name, pattern) in enumerate(_COMPILED):
        match = pattern.search(text)
        if not match:
            continue
        score = 10.0 - order * 0.5 - (0.0 if name in _STRONG else match.start() / _HEAD)
        if best is None or score > best[0]:
            best = (score, name, match.span())
    return (best[1], best[2]) if best else ("other", None)


def start_of(found: list[Clock], day: Span | None) -> Clock | None:
    """The time at which it began: the one that follows the date, else the only one."""
    if day:
        near = [c for c in found if day[1] - 60 <= c.span[0] <= day[1] + 160]
        if near:
            return near[0]
    return found[0] if len(found) == 1 else None


def said(text: str) -> list[dict[str, Any]]:
    """What stands between quotation marks, word for word."""
    return [
        {"text": " ".join(m["words"].split()), "span": list(m.span("words"))}
        for m in _SAID.finditer(text)
    ]
