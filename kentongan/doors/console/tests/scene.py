"""What every door of the console has to show: a visit and all that hangs on it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image

from kentongan.beat.community.models import Contact, Partner
from kentongan.beat.community.rules import Consent, ContactDraft, FigureKind
from kentongan.beat.community.services import add_contact, add_partner
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.reports import services as reports
from kentongan.beat.reports.models import Report
from kentongan.beat.reports.rules import Category
from kentongan.beat.reports.rules.threads import Level
from kentongan.beat.visits import services
from kentongan.beat.visits.models import Photo, Promised, Visit
from kentongan.beat.visits.rules import ItemState, Kind
from kentongan.beat.visits.rules.drafts import Civilian, Pledge, Told, VisitDraft
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF
from kentongan.beat.watch.models import Post, Silence
from kentongan.ground.access.actors import operator, principal
from kentongan.ground.access.models import Account
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.units.models import Appointment, Handover, Office
from kentongan.ground.units.rules.positions import Acting
from kentongan.ground.units.services import hand_over
from tests.cast import Town

DAY = date(2026, 7, 21)
NOW = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """One visit of Rina's to Pos Melati, and who and what is around it."""

    town: Town
    visit: Visit
    photo: Photo
    promise: FollowUp
    contact: Contact
    partner: Partner
    seat: Office
    officer_id: UUID
    handover: Handover
    silence: Silence
    report: Report


def draft_of(post: Post, **other: object) -> VisitDraft:
    """A whole visit: taps, sheet, words, a promise."""
    told: dict[str, object] = {
        "kind": Kind.POST_INSPECTION,
        "date": DAY,
        "place": post.place,
        "place_id": post.place_id,
        "post_id": post.pk,
        "civilians": (
            Civilian("warga", count=7),
            Civilian("pedagang", name="Ompu Raja", consent="agreed"),
        ),
        "information": (
            Told("Lampu simpang mati sejak Senin malam", Category.FACILITY, "Kadus V"),
            Told(
                "Anak tetangga sering dipukul", Category.VIOLENCE_AND_CHILDREN, "warga"
            ),
        ),
        "quick": {"lamp": ItemState.BROKEN, "members_present": ItemState.PRESENT},
        "sheet": DEFAULT_REF,
        "items": tuple(
            Found(key, ItemState.PRESENT, 3 if item.scored else None)
            for key, item in DEFAULT.items.items()
        ),
        "pledges": (Pledge("Lampu simpang diganti", "Kades", DAY + timedelta(days=4)),),
        "outcome": "Warga setuju ronda dimulai lagi malam Jumat",
        "messages": ("Hubungi 110 bila ada bahaya",),
    }
    return VisitDraft(**(told | other))  # type: ignore[arg-type]


def build_scene(town: Town) -> Scene:
    """Write it all, through the services of every day."""
    rina = principal(town.rina, at=NOW)
    visit = services.record(draft_of(town.melati), by=rina, at=NOW)
    photo = services.add_photo(visit.pk, picture(), by=rina, at=NOW)
    promised = Promised.objects.get(visit=visit)
    promise = FollowUp.objects.everywhere(because="a test").get(
        pk=promised.follow_up_id
    )
    village = town.village
    contact = add_contact(
        ContactDraft(
            FigureKind.VILLAGE_HEAD,
            village.pk,
            village.path,
            Consent.PUBLIC_ROLE,
            name="Saut Naibaho",
            role="Kades Simpang Empat",
            phone="081234567890",
        ),
        by=rina,
        at=NOW,
    )
    partner = add_partner(
        "SD Negeri 1",
        kind="sekolah",
        place_id=village.pk,
        place=village.path,
        by=rina,
        at=NOW,
    )
    seat = Office.objects.get(label=town.rina.display_name)
    officer_id = _officer(town.rina)
    spare = Office.objects.create(
        unit=town.polsek, unit_path=town.polsek.path, position="anggota", label="piket"
    )
    Appointment.objects.create(
        office=spare,
        officer_id=_officer(town.bonar),
        acting="plt",
        held_from=NOW - timedelta(days=30),
    )
    handover = hand_over(
        spare.pk, to=officer_id, acting=Acting.PLT, by=operator(), at=NOW
    )
    return Scene(
        town,
        visit,
        photo,
        promise,
        contact,
        partner,
        seat,
        officer_id,
        handover,
        silence_of(town.melati),
        report_of(town),
    )


def report_of(town: Town) -> Report:
    """A dark lamp, told with a name."""
    told = reports.Told(
        id_of_text("scene: a dark lamp"),
        Category.FACILITY,
        "Lampu simpang mati berminggu-minggu",
        town.village.path,
        level=Level.NAMED,
        teller="Butet, 0812 0000 0000",
    )
    reports.tell(told, at=NOW)
    return Report.objects.everywhere(because="a test").get(pk=told.id)


def silence_of(post: Post) -> Silence:
    """A night at a post that gave no sign."""
    row = Silence(
        post=post,
        place_id=post.place_id,
        place=post.place,
        night=DAY,
        opened_at=NOW,
        listed_from=NOW,
    )
    Silence.objects.bulk_create([row])
    return row


def _officer(account: Account) -> UUID:
    assert account.officer_id is not None
    return account.officer_id


def picture(size: tuple[int, int] = (64, 48), colour: str = "teal") -> bytes:
    """A small JPEG."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def form_of(post: Post, visit_id: UUID, **other: object) -> dict[str, object]:
    """What a browser sends from the page on which a visit to a post is told."""
    return {
        "id": str(visit_id),
        "kind": "post_inspection",
        "date": DAY.isoformat(),
        "heard-TOTAL_FORMS": "3",
        "heard-INITIAL_FORMS": "0",
        "pledges-TOTAL_FORMS": "3",
        "pledges-INITIAL_FORMS": "0",
        "quick_lamp": "broken",
        "quick_kentongan": "present",
        "heard-0-text": "Ada yang mencoba pintu warung pukul dua malam",
        "heard-0-category": "worrying_act",
        "pledges-0-text": "Lampu simpang diganti",
        "pledges-0-answerer": "village",
        "pledges-0-answers": "Kades",
        "pledges-0-due": (DAY + timedelta(days=5)).isoformat(),
        "residents": "4",
        "outcome": "Jadwal ronda disusun ulang",
    } | other
