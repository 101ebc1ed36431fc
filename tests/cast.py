"""The cast that every test may use. Everybody is invented.

Rina keeps the village of Simpang Empat. Bonar is her Kanit at Polsek Firdaus, Tiur the
Kasat Binmas of the Polres above. Yosef keeps a village of the next district, for
another Polres, and must never see anything of theirs. Marni heads the post of Dusun V;
Sahat is a member there; Dame heads a post of the same village's Dusun VI. Nobody has
an account and no part in anything.
"""

from dataclasses import dataclass

from kentongan.beat.watch.models import Post
from kentongan.ground.access.models import Account
from kentongan.ground.access.roles import Role
from kentongan.ground.places.models import Place
from kentongan.ground.units.models import Unit
from kentongan.ground.units.rules.positions import Position
from tests.make import (
    make_account,
    make_officer,
    make_place,
    make_post,
    make_resident,
    make_unit,
)

PLACES = (
    ("12", "Sumatera Utara", "provinsi"),
    ("12.18", "Serdang Bedagai", "kabupaten"),
    ("12.18.04", "Sei Rampah", "kecamatan"),
    ("12.18.04.2023", "Sinah Kasih", "desa"),
    ("12.18.04.2024", "Simpang Empat", "desa"),
    ("12.18.04.2024.v", "V", "dusun"),
    ("12.18.04.2024.vi", "VI", "dusun"),
    ("12.18.05", "Tebing Tinggi", "kecamatan"),
    ("12.18.05.2001", "Paya Lombang", "desa"),
)


@dataclass(frozen=True)
class Town:
    """Two districts under two Polres, three posts, eight people."""

    places: dict[str, Place]
    polres: Unit
    polsek: Unit
    next_polsek: Unit
    melati: Post
    dahlia: Post
    kenanga: Post
    rina: Account
    bonar: Account
    tiur: Account
    yosef: Account
    marni: Account
    sahat: Account
    dame: Account
    nobody: Account

    @property
    def village(self) -> Place:
        """Simpang Empat, Rina's."""
        return self.places["12.18.04.2024"]

    @property
    def next_village(self) -> Place:
        """Paya Lombang, Yosef's."""
        return self.places["12.18.05.2001"]


def build_town() -> Town:
    """Write the town to the database."""
    places = {path: make_place(path, name, word) for path, name, word in PLACES}
    district, village = places["12.18.04"], places["12.18.04.2024"]
    next_village = places["12.18.05.2001"]
    make_unit("sumut", "polda", "Sumatera Utara", places["12"])
    polres = make_unit("sumut.serdang_bedagai", "polres", "Serdang Bedagai", district)
    polsek = make_unit(f"{polres.path}.firdaus", "polsek", "Firdaus", district)
    make_unit("sumut.tebing_tinggi", "polres", "Tebing Tinggi", places["12.18.05"])
    next_polsek = make_unit(
        "sumut.tebing_tinggi.lombang", "polsek", "Lombang", places["12.18.05"]
    )
    melati = make_post(places["12.18.04.2024.v"], "Pos Melati")
    dahlia = make_post(places["12.18.04.2024.vi"], "Pos Dahlia")
    kenanga = make_post(next_village, "Pos Kenanga")
    bhabin = Position.BHABINKAMTIBMAS
    return Town(
        places=places,
        polres=polres,
        polsek=polsek,
        next_polsek=next_polsek,
        melati=melati,
        dahlia=dahlia,
        kenanga=kenanga,
        rina=make_officer("Rina Sitorus", "bripka", bhabin, polsek, village),
        bonar=make_officer("Bonar Saragih", "aipda", Position.KANIT_BINMAS, polsek),
        tiur=make_officer("Tiur Damanik", "akp", Position.KASAT_BINMAS, polres),
        yosef=make_officer(
            "Yosef Purba", "brigadir", bhabin, next_polsek, next_village
        ),
        marni=make_resident("Marni", melati, Role.POST_HEAD),
        sahat=make_resident("Sahat", melati),
        dame=make_resident("Dame", dahlia, Role.POST_HEAD),
        nobody=make_account("Nobody"),
    )
