"""The demo's ground: outlines of the villages, hamlets, posts, contacts."""

import gzip
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import resources
from random import Random
from uuid import UUID

import shapely
from shapely.geometry import shape

from kentongan.beat.community.rules import Consent, ContactDraft, FigureKind
from kentongan.beat.community.services import add_contact
from kentongan.beat.watch.rules.posts import HeadConsent, Hearing, PostDraft
from kentongan.beat.watch.services import register, set_signals
from kentongan.config.demo.names import Namer
from kentongan.config.demo.organisation import Organisation, Seat
from kentongan.config.demo.texts import FLOWERS, SIGNALS
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.places.models import Place
from kentongan.ground.places.selectors import outlines, villages_within
from kentongan.ground.places.services import name_local

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass
class DemoPost:
    """A post of the demo, and how it is in truth.

    Attributes:
        zeal: 0 to 1: how well it is kept; decides what visits find.
        every: Days between visits; None where nobody ever comes.
        quiet_for: Days for which nobody has come any more.
    """

    id: UUID
    name: str
    village: str
    hamlet: str
    seat: Seat
    zeal: float
    every: float | None
    quiet_for: int
    lon: float
    lat: float
    village_name: str
    figures: list[tuple[UUID, str]] = field(default_factory=list)

    @property
    def called(self) -> str:
        """How people there call the place."""
        return f"Dusun {self.hamlet} {self.village_name}"


class Settler:
    """Sets up posts and contacts in every village of the Polres."""

    def __init__(
        self, chance: Random, names: Namer, *, by: Principal, at: datetime
    ) -> None:
        """`at` is the day on which the demo's story begins."""
        self._chance = chance
        self._names = names
        self._by = by
        self._at = at

    def settle(self, made: Organisation, districts: list[str]) -> list[DemoPost]:
        """Every village with one to four posts."""
        drawn = {
            one["properties"]["code"]: shape(one["geometry"])
            for one in outlines(districts)
        }
        posts: list[DemoPost] = []
        for village in villages_within(districts):
            seat = made.seat_of(village.path)
            figures = self._list_figures(village, seat)
            count = self._chance.choices((1, 2, 3, 4), (20, 42, 28, 10))[0]
            for hamlet in sorted(self._chance.sample(range(7), count)):
                spot = self._spot(drawn.get(village.path))
                posts.append(self._post(village, hamlet, spot, seat, figures))
        return posts

    def _post(
        self,
        village: Place,
        hamlet: int,
        spot: tuple[float, float],
        seat: Seat,
        figures: list[tuple[UUID, str]],
    ) -> DemoPost:
        dusun = name_local(
            village.path,
            level_word="dusun",
            name=ROMAN[hamlet],
            by=self._by,
            at=self._at,
        )
        name = f"Pos {FLOWERS[(hamlet * 5 + len(village.name)) % len(FLOWERS)]}"
        begun = self._at + timedelta(days=self._chance.choice((0,) * 19 + (235,)))
        post = register(
            PostDraft(
                name=name,
                place_id=dusun.pk,
                place=dusun.path,
                lon=spot[0],
                lat=spot[1],
                landmark=self._chance.choice(
                    (
                        "simpang tiga",
                        "depan musala",
                        "dekat jembatan",
                        "samping warung",
                        "tepi lapangan",
                        "ujung gang",
                        "",
                    )
                ),
                founded_by=f"Musyawarah warga Dusun {ROMAN[hamlet]}",
                registration=f"REG/{self._chance.randint(1, 400):03d}/BINMAS",
                hearing=self._chance.choice(
                    (Hearing.PAPER, Hearing.WEAK_SIGNAL, Hearing.ONLINE)
                ),
                head_name=self._names.resident(),
                head_role=f"Kadus {ROMAN[hamlet]}",
                head_consent=HeadConsent.PUBLIC_ROLE,
            ),
            by=self._by,
            at=begun,
            id=id_of_text(f"demo post {dusun.path} {name}"),
        )
        zeal = min(max(self._chance.gauss(0.66, 0.2), 0.08), 0.98)
        if zeal > 0.4:
            set_signals(post.pk, dict(SIGNALS), by=self._by, at=begun)
        every, quiet = self._rhythm(zeal)
        return DemoPost(
            post.pk,
            name,
            village.path,
            ROMAN[hamlet],
            seat,
            zeal,
            every,
            quiet,
            *spot,
            village_name=village.name,
            figures=figures,
        )

    def _rhythm(self, zeal: float) -> tuple[float | None, int]:
        kind = self._chance.random()
        if kind < 0.04:
            return None, 0
        if kind < 0.18:
            return self._chance.uniform(30, 48), self._chance.randint(42, 130)
        return self._chance.uniform(25, 36) + 26 * (1 - zeal), 0

    def _list_figures(self, village: Place, seat: Seat) -> list[tuple[UUID, str]]:
        listed = []
        for kind, role in (
            (FigureKind.VILLAGE_HEAD, f"Kades {village.name}"),
            (FigureKind.BABINSA, f"Babinsa {village.name}"),
            (FigureKind.COMMUNITY_FIGURE, "tokoh masyarakat"),
            (FigureKind.YOUTH_FIGURE, "tokoh pemuda"),
        ):
            if self._chance.random() < 0.1:
                continue
            contact = add_contact(
                ContactDraft(
                    kind=kind,
                    place_id=village.pk,
                    place=village.path,
                    consent=Consent.PUBLIC_ROLE
                    if kind in (FigureKind.VILLAGE_HEAD, FigureKind.BABINSA)
                    else Consent.AGREED,
                    name=self._names.resident(),
                    role=role,
                    office_id=seat.office.pk,
                ),
                by=self._by,
                at=self._at,
            )
            listed.append((contact.pk, role))
        return listed

    def _spot(self, outline: "shapely.Geometry | None") -> tuple[float, float]:
        if outline is None:
            return 99.1, 3.45
        low_x, low_y, high_x, high_y = outline.bounds
        for _ in range(60):
            x = self._chance.uniform(low_x, high_x)
            y = self._chance.uniform(low_y, high_y)
            if shapely.contains_xy(outline, x, y):
                return round(x, 6), round(y, 6)
        point = outline.representative_point()
        return round(point.x, 6), round(point.y, 6)


def shipped_outlines() -> list[dict[str, object]]:
    """The features of the shipped village outlines."""
    name = "data/serdang_bedagai_villages.geojson.gz"
    raw = resources.files("kentongan.config.demo").joinpath(name).read_bytes()
    features: list[dict[str, object]] = json.loads(gzip.decompress(raw))["features"]
    return features
