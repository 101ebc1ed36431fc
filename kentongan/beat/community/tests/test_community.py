"""Contacts, partners and the three pillars: each act with its refusal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kentongan.beat.community import selectors, services
from kentongan.beat.community.models import Contact, Meeting, Partner
from kentongan.beat.community.rules import Consent, ContactDraft, FigureKind
from kentongan.ground.access.actors import Principal
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.models import Line
from kentongan.ground.places.models import Place
from kentongan.ground.seals.fields import Sealed
from kentongan.ground.wall.actors import Reach
from tests.cast import Town
from tests.make import LONG_AGO, NOON, acts, at_once, make_officer, now

DAY = timedelta(days=1)


def draft(place: Place, **change: object) -> ContactDraft:
    plain = ContactDraft(
        kind=FigureKind.VILLAGE_HEAD,
        place_id=place.pk,
        place=place.path,
        consent=Consent.PUBLIC_ROLE,
        name="Lamhot Manurung",
        role="Kades",
        phone="0812-1111-2222",
    )
    return replace(plain, **change)  # type: ignore[arg-type]


def resident(place: Place, name: str = "Rotua") -> ContactDraft:
    return draft(
        place, kind=FigureKind.RESIDENT, consent=Consent.AGREED, name=name, role="warga"
    )


def again(row: Contact) -> Contact:
    return Contact.objects.everywhere(because="test").get(pk=row.pk)


def looker(town: Town) -> Principal:
    """Somebody who sees contacts and does not keep them."""
    reaches = {"contact_view": Reach(places=(town.village.path,))}
    return Principal(None, "looker@test", "Looker", reaches=reaches)


# Contacts


def test_a_contact_is_listed_with_its_reason_and_sealed(town: Town) -> None:
    row = services.add_contact(draft(town.village), by=now(town.rina), at=NOON)

    row = again(row)
    assert isinstance(row.name, Sealed)
    assert isinstance(row.phone, Sealed)
    assert "Lamhot" not in f"{row.name}{row.name_key}{row.phone_key}{row}"
    assert (row.consent, row.consent_at) == ("public_role", NOON)
    assert acts("contact", row.pk) == ["contact.added"]


def test_the_same_person_in_the_same_part_is_listed_once(town: Town) -> None:
    rina = now(town.rina)
    services.add_contact(draft(town.village), by=rina, at=NOON)

    with pytest.raises(Conflicting):
        services.add_contact(
            draft(town.village, name="lamhot  MANURUNG"), by=rina, at=NOON
        )
    services.add_contact(
        draft(town.village, kind=FigureKind.EDUCATOR, role="Guru"), by=rina, at=NOON
    )


def test_the_same_id_sent_again_is_the_same_contact(town: Town) -> None:
    rina, chosen = now(town.rina), new_id()

    services.add_contact(draft(town.village), by=rina, at=NOON, id=chosen)
    services.add_contact(draft(town.village), by=rina, at=NOON, id=chosen)

    assert acts("contact", chosen) == ["contact.added"]
    with pytest.raises(Conflicting):
        other = draft(town.village, name="Hotman")
        services.add_contact(other, by=rina, at=NOON, id=chosen)


def test_the_same_number_or_name_is_found_without_opening(town: Town) -> None:
    rina = now(town.rina)
    row = services.add_contact(draft(town.village), by=rina, at=NOON)
    name, number = services.name_key("LAMHOT manurung"), "+62 812 1111 2222"

    assert [c.pk for c in selectors.same_person(rina, name_key=name)] == [row.pk]
    found = selectors.same_person(rina, phone_key=services.phone_key(number))
    assert [c.pk for c in found] == [row.pk]
    assert not selectors.same_person(rina)
    assert not selectors.same_person(now(town.yosef), name_key=name)
    lines = Line.objects.everywhere(because="test").filter(act="seal.opened")
    assert not lines.exists()


def test_nobody_lists_out_of_sight_or_without_the_part(town: Town) -> None:
    for who in (town.yosef, town.marni, town.nobody):
        with pytest.raises(NotFound):
            services.add_contact(draft(town.village), by=now(who), at=NOON)
    with pytest.raises(NotAllowed):
        services.add_contact(draft(town.village), by=looker(town), at=NOON)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " ", "role": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"role": "x" * 81}, "role"),
        ({"phone": "12"}, "phone"),
        ({"kind": FigureKind.RESIDENT}, "consent"),
    ],
)
def test_what_is_not_listed(town: Town, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        services.add_contact(draft(town.village, **change), by=now(town.rina), at=NOON)
    assert set(refusal.value.problems) == {field}


def test_the_database_too_refuses_a_resident_who_was_not_asked(town: Town) -> None:
    row = services.add_contact(resident(town.village), by=now(town.rina), at=NOON)
    rows = Contact.objects.everywhere(because="test").filter(pk=row.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(consent=Consent.PUBLIC_ROLE)


def test_ending_forgets_the_name_at_once_and_frees_it(town: Town) -> None:
    rina = now(town.rina)
    row = services.add_contact(draft(town.village), by=rina, at=NOON)

    with pytest.raises(NotFound):
        services.end_contact(row.pk, by=now(town.yosef), at=NOON)
    with pytest.raises(NotAllowed):
        services.end_contact(row.pk, by=looker(town), at=NOON)
    services.end_contact(row.pk, by=rina, at=NOON)
    services.end_contact(row.pk, by=rina, at=NOON + DAY)

    ended = again(row)
    assert (ended.name, ended.phone, ended.name_key, ended.ended_at) == (
        None,
        None,
        "",
        NOON,
    )
    assert acts("contact", row.pk) == ["contact.added", "contact.ended"]
    assert not selectors.contacts(rina)
    services.add_contact(draft(town.village), by=rina, at=NOON)


def test_opening_names_is_one_line_and_stays_within_reach(town: Town) -> None:
    rina = now(town.rina)
    mine = services.add_contact(draft(town.village), by=rina, at=NOON)
    theirs = services.add_contact(draft(town.next_village), by=now(town.yosef), at=NOON)

    opened = services.open_contacts(
        [mine.pk, theirs.pk], by=rina, at=NOON, because="contact.page"
    )

    assert opened == {mine.pk: "Lamhot Manurung"}
    lines = Line.objects.everywhere(because="test").filter(act="seal.opened")
    assert [line.facts["count"] for line in lines] == [1]
    with pytest.raises(NotAllowed):
        services.open_contacts([mine.pk], by=looker(town), at=NOON, because="x")


# Meeting


def test_the_same_occasion_counts_once_and_the_latest_stays(town: Town) -> None:
    rina = now(town.rina)
    row = services.add_contact(draft(town.village), by=rina, at=NOON - 9 * DAY)
    who = rina.officer_id

    def met(occasion: str, days: int) -> bool:
        return services.note_meeting(
            row.pk, occasion=occasion, by=rina, at=NOON - days * DAY, officer_id=who
        )

    assert met("visit:1", 1)
    assert not met("visit:1", 0)
    assert met("visit:0", 5)

    assert (again(row).last_met_at, again(row).last_met_by) == (NOON - DAY, who)
    assert [m.occasion for m in selectors.meetings(rina, row.pk)] == [
        "visit:1",
        "visit:0",
    ]
    with pytest.raises(NotFound):
        services.note_meeting(row.pk, occasion="x", by=now(town.yosef), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_one_occasion_noted_twice_at_once_is_one_meeting(town: Town) -> None:
    rina = now(town.rina)
    row = services.add_contact(draft(town.village), by=rina, at=NOON)

    at_once(
        *[lambda: services.note_meeting(row.pk, occasion="visit:1", by=rina, at=NOON)]
        * 2
    )

    assert Meeting.objects.filter(contact=row).count() == 1
    assert acts("contact", row.pk).count("contact.met") == 1


def test_long_unmet_are_those_not_met_for_two_months(town: Town) -> None:
    rina = now(town.rina)
    long = services.add_contact(draft(town.village), by=rina, at=LONG_AGO)
    lately = services.add_contact(
        draft(town.village, name="Hotman"), by=rina, at=LONG_AGO
    )
    services.note_meeting(lately.pk, occasion="visit:1", by=rina, at=NOON - 59 * DAY)
    services.add_contact(draft(town.village, name="Baru"), by=rina, at=NOON)

    assert [c.pk for c in selectors.long_unmet(rina, at=NOON)] == [long.pk]
    assert selectors.long_unmet(now(town.yosef), at=NOON) == []


# Forgetting


def test_residents_are_forgotten_after_a_year_and_figures_are_not(town: Town) -> None:
    rina = now(town.rina)
    old = services.add_contact(
        resident(town.village), by=rina, at=NOON - timedelta(days=365)
    )
    young = services.add_contact(
        resident(town.village, "Ria"), by=rina, at=NOON - timedelta(days=364)
    )
    figure = services.add_contact(draft(town.village), by=rina, at=LONG_AGO)
    agreed = services.add_contact(resident(town.village, "Tona"), by=rina, at=LONG_AGO)
    services.renew_consent(agreed.pk, by=rina, at=NOON - DAY)

    assert services.expire_names(at=NOON) == 1
    assert services.expire_names(at=NOON) == 0

    gone = again(old)
    assert (gone.name, gone.phone, gone.name_key, gone.phone_key) == (
        None,
        None,
        "",
        "",
    )
    assert gone.role == "warga"
    assert all(again(row).name for row in (young, figure, agreed))
    with pytest.raises(NotFound):
        services.renew_consent(young.pk, by=now(town.yosef), at=NOON)


# Partners


def test_an_organisation_is_listed_once_and_can_end(town: Town) -> None:
    rina, where = now(town.rina), town.village

    def add(by: Principal) -> Partner:
        return services.add_partner(
            "PLN Rayon Sei Rampah",
            kind="PLN",
            place_id=where.pk,
            place=where.path,
            by=by,
            at=NOON,
            phone="123",
        )

    row = add(rina)
    assert add(now(town.bonar)).pk == row.pk
    with pytest.raises(NotFound):
        add(now(town.yosef))
    assert [p.pk for p in selectors.partners(rina)] == [row.pk]
    assert not selectors.partners(now(town.yosef))
    with pytest.raises(NotFound):
        services.end_partner(row.pk, by=now(town.yosef), at=NOON)
    services.end_partner(row.pk, by=rina, at=NOON)
    services.end_partner(row.pk, by=rina, at=NOON)
    assert not selectors.partners(rina)
    assert acts("partner", row.pk) == ["partner.added", "partner.ended"]


# Pillars


def test_three_pillars_stand_in_a_village(town: Town) -> None:
    rina = now(town.rina)
    services.add_contact(draft(town.village), by=rina, at=NOON)
    services.add_contact(
        draft(town.village, kind=FigureKind.BABINSA, name="Edison", role="Babinsa"),
        by=rina,
        at=NOON,
    )

    found = selectors.pillars(rina, "12.18.04.2024.v", at=NOON)

    assert found.missing == ()
    assert [c.role for c in found.village_heads] == ["Kades"]
    assert [c.role for c in found.babinsa] == ["Babinsa"]
    assert [s.holders[0].name for s in found.seats] == ["Rina Sitorus"]


def test_a_pillar_that_nobody_is_known_for_is_named(town: Town) -> None:
    found = selectors.pillars(now(town.rina), "12.18.04.2023", at=NOON)

    assert found.missing == ("village_head", "bhabinkamtibmas", "babinsa")


def test_who_sees_no_contacts_sees_the_police_seat_alone(town: Town) -> None:
    services.add_contact(draft(town.village), by=now(town.rina), at=NOON)

    for who in (town.marni, town.yosef):
        found = selectors.pillars(now(who), town.village.path, at=NOON)
        assert (found.village_heads, len(found.seats)) == ((), 1)


def test_a_hand_over_lists_the_contacts_of_the_seat(town: Town) -> None:
    rina = now(town.rina)
    seat = rina.office_ids[0]
    mine = services.add_contact(draft(town.village, office_id=seat), by=rina, at=NOON)
    services.add_contact(draft(town.village, name="Hotman"), by=rina, at=NOON)

    assert [c.pk for c in selectors.of_office(seat)] == [mine.pk]


def test_each_sees_the_contacts_of_their_own_ground(town: Town) -> None:
    services.add_contact(draft(town.village), by=now(town.rina), at=NOON)
    services.add_contact(draft(town.next_village), by=now(town.yosef), at=NOON)
    member = make_officer(
        "Joni Hutapea",
        "bripda",
        "anggota",  # type: ignore[arg-type]
        town.polsek,
    )

    seen = {
        name: [c.place for c in selectors.contacts(now(who))]
        for name, who in {
            "rina": town.rina,
            "tiur": town.tiur,
            "yosef": town.yosef,
            "member": member,
            "marni": town.marni,
            "nobody": town.nobody,
        }.items()
    }

    assert seen == {
        "rina": [town.village.path],
        "tiur": [town.village.path],
        "yosef": [town.next_village.path],
        "member": [],
        "marni": [],
        "nobody": [],
    }
