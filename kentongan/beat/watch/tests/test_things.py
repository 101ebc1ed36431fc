"""Equipment, code tables and members: the residents' own, the police as guests."""

from datetime import timedelta

import pytest

from kentongan.beat.watch import services
from kentongan.beat.watch.models import Equipment, Member, Signal
from kentongan.beat.watch.rules.posts import EquipmentState, MemberDraft, MemberRole
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
)
from kentongan.ground.ledger.selectors import lines_about
from kentongan.ground.seals.fields import Sealed
from tests.cast import Town
from tests.make import NOON, acts, at_once, now

DAY = timedelta(days=1)
PRESENT, BROKEN, ABSENT = EquipmentState


def pieces(town: Town) -> dict[str, tuple[str, int | None]]:
    rows = Equipment.objects.filter(post=town.melati)
    return {row.item: (row.state, row.count) for row in rows}


# Equipment


def test_what_was_seen_last_stays(town: Town) -> None:
    post, rina = town.melati.pk, now(town.rina)

    services.note_equipment(post, {"torch": (BROKEN, 1)}, by=rina, at=NOON)
    services.note_equipment(
        post,
        {"torch": (PRESENT, 4), "whistle": (ABSENT, None)},
        by=rina,
        at=NOON - DAY,
    )

    assert pieces(town) == {"torch": ("broken", 1), "whistle": ("absent", None)}
    line = lines_about(f"post:{post}").filter(act="post.equipment-noted").first()
    assert line is not None
    assert line.facts == {"items": 1, "wanting": ["torch"]}


def test_the_head_notes_it_and_a_member_or_stranger_does_not(town: Town) -> None:
    found = {"torch": (PRESENT, 1)}

    services.note_equipment(town.melati.pk, found, by=now(town.marni), at=NOON)
    with pytest.raises(NotAllowed):
        services.note_equipment(town.melati.pk, found, by=now(town.sahat), at=NOON)
    for who in (town.yosef, town.dame):
        with pytest.raises(NotFound):
            services.note_equipment(town.melati.pk, found, by=now(who), at=NOON)
    with pytest.raises(Invalid):
        rifle = {"rifle": (PRESENT, 1)}
        services.note_equipment(town.melati.pk, rifle, by=now(town.marni), at=NOON)

    assert pieces(town) == {"torch": ("present", 1)}


def test_nothing_seen_is_nothing_said(town: Town) -> None:
    services.note_equipment(town.melati.pk, {}, by=now(town.rina), at=NOON)

    assert acts("post", town.melati.pk) == ["post.registered"]


# The drum


def test_a_post_sets_its_own_table_as_a_whole(town: Town) -> None:
    marni = now(town.marni)
    services.set_signals(town.melati.pk, {"theft": "2-2-2"}, by=marni, at=NOON)
    services.set_signals(
        town.melati.pk, {"theft": "5 5 5", "fire": "2-2-2"}, by=marni, at=NOON
    )

    rows = Signal.objects.filter(post=town.melati)
    assert {s.meaning: s.strokes for s in rows} == {"theft": "5-5-5", "fire": "2-2-2"}


def test_a_table_that_contradicts_itself_changes_nothing(town: Town) -> None:
    marni = now(town.marni)
    services.set_signals(town.melati.pk, {"theft": "2-2-2"}, by=marni, at=NOON)

    with pytest.raises(Invalid) as refusal:
        services.set_signals(
            town.melati.pk, {"theft": "3-3", "fire": "3 3"}, by=marni, at=NOON
        )

    assert set(refusal.value.problems) == {"fire"}
    assert Signal.objects.get(post=town.melati).strokes == "2-2-2"


def test_others_do_not_set_it(town: Town) -> None:
    for who, refusal in (
        (town.sahat, NotAllowed),
        (town.dame, NotFound),
        (town.yosef, NotFound),
    ):
        with pytest.raises(refusal):
            services.set_signals(
                town.melati.pk, {"theft": "2-2-2"}, by=now(who), at=NOON
            )


@pytest.mark.django_db(transaction=True)
def test_two_who_set_it_at_once_leave_one_whole_table(town: Town) -> None:
    marni, rina = now(town.marni), now(town.rina)
    one = {"theft": "2-2-2", "fire": "3-3-3"}
    other = {"theft": "3-3-3", "fire": "2-2-2"}

    results = at_once(
        lambda: services.set_signals(town.melati.pk, one, by=marni, at=NOON),
        lambda: services.set_signals(town.melati.pk, other, by=rina, at=NOON),
    )

    rows = Signal.objects.filter(post=town.melati)
    assert results == ["done", "done"]
    assert {s.meaning: s.strokes for s in rows} in (one, other)


# Members


def test_the_own_head_keeps_and_opens_the_list(town: Town) -> None:
    marni = now(town.marni)
    draft = MemberDraft("Sahat  Manik", is_adult=True)

    member = services.add_member(town.melati.pk, draft, by=marni, at=NOON)

    stored = Member.objects.get(pk=member.pk)
    assert isinstance(stored.name, Sealed)
    opened = services.open_members(town.melati.pk, by=marni, at=NOON)
    assert [m.name for m in opened] == ["Sahat Manik"]
    line = lines_about(f"member:{member.pk}").get()
    assert (line.act, line.actor_id) == ("seal.opened", marni.id)


def test_the_police_of_whatever_rank_do_not_see_names(town: Town) -> None:
    draft = MemberDraft("Sahat", is_adult=True)
    services.add_member(town.melati.pk, draft, by=now(town.marni), at=NOON)

    for who in (town.rina, town.bonar, town.tiur, town.sahat):
        with pytest.raises(NotAllowed):
            services.open_members(town.melati.pk, by=now(who), at=NOON)
    for who in (town.dame, town.yosef, town.nobody):
        with pytest.raises(NotFound):
            services.open_members(town.melati.pk, by=now(who), at=NOON)


def test_a_supervisor_writes_down_the_first_head_and_nobody_else(town: Town) -> None:
    bonar = now(town.bonar)
    head = MemberDraft("Marni", MemberRole.HEAD, is_adult=True)

    with pytest.raises(NotAllowed):
        member = MemberDraft("Sahat", is_adult=True)
        services.add_member(town.melati.pk, member, by=bonar, at=NOON)
    services.add_member(town.melati.pk, head, by=bonar, at=NOON)
    with pytest.raises(Conflicting):
        services.add_member(town.melati.pk, head, by=bonar, at=NOON)


def test_members_are_vouched_for_as_adults(town: Town) -> None:
    with pytest.raises(Invalid):
        services.add_member(
            town.melati.pk, MemberDraft("Sahat"), by=now(town.marni), at=NOON
        )


def test_who_leaves_is_forgotten_at_once(town: Town) -> None:
    marni = now(town.marni)
    draft = MemberDraft("Sahat", is_adult=True)
    member = services.add_member(town.melati.pk, draft, by=marni, at=NOON)

    for who, refusal in ((town.bonar, NotAllowed), (town.dame, NotFound)):
        with pytest.raises(refusal):
            services.end_member(member.pk, by=now(who), at=NOON)
    services.end_member(member.pk, by=marni, at=NOON + DAY)
    services.end_member(member.pk, by=marni, at=NOON + 2 * DAY)

    stored = Member.objects.get(pk=member.pk)
    assert (stored.name, stored.left_at) == (None, NOON + DAY)
    assert acts("post", town.melati.pk).count("post.member-ended") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_added_at_once_one_is_told_so(town: Town) -> None:
    marni, bonar = now(town.marni), now(town.bonar)
    head = MemberDraft("Marni", MemberRole.HEAD, is_adult=True)

    results = at_once(
        lambda: services.add_member(town.melati.pk, head, by=marni, at=NOON),
        lambda: services.add_member(town.melati.pk, head, by=bonar, at=NOON),
    )

    assert results == ["conflicting", "done"]
