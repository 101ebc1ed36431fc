"""Promising, answering, closing: each with its refusal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kentongan.beat.follow_ups import services
from kentongan.beat.follow_ups.models import FollowUp, Reply
from kentongan.beat.follow_ups.rules import Answerer, State
from kentongan.ground.access.actors import Principal, operator
from kentongan.ground.access.models import Account
from kentongan.ground.basics.errors import (
    Conflicting,
    Invalid,
    NotAllowed,
    NotFound,
    Overtaken,
)
from kentongan.ground.basics.ids import new_id
from kentongan.ground.ledger.selectors import lines_about
from tests.cast import Town
from tests.make import (
    NOON,
    TODAY,
    acts,
    at_once,
    make_account,
    make_follow_up,
    now,
    promise_of,
)

LATER = NOON + timedelta(hours=3)


def again(row: FollowUp) -> FollowUp:
    return FollowUp.objects.everywhere(because="test").get(pk=row.pk)


def declared(town: Town, who: Account | None = None) -> FollowUp:
    row = make_follow_up(town.melati)
    return services.declare_done(row.pk, "Sudah", by=now(who or town.rina), at=NOON)


# Promising


def test_a_promise_is_written_down_once_per_id(town: Town) -> None:
    chosen = new_id()
    draft = promise_of(town.melati)

    first = services.promise(draft, by=now(town.rina), at=NOON, id=chosen)
    second = services.promise(draft, by=now(town.rina), at=LATER, id=chosen)

    assert first.pk == second.pk == chosen
    assert second.promised_at == NOON
    assert acts("follow_up", chosen) == ["follow-up.promised"]


def test_the_same_id_for_another_promise_is_refused(town: Town) -> None:
    row = make_follow_up(town.melati)
    other = promise_of(town.melati, "Gerbang dicat")

    with pytest.raises(Conflicting):
        services.promise(other, by=now(town.rina), at=NOON, id=row.pk)

    assert again(row).text == "Lampu simpang diganti"


def test_a_promise_sent_again_after_it_was_postponed_is_still_the_same(
    town: Town,
) -> None:
    draft = promise_of(town.melati)
    row = services.promise(draft, by=now(town.rina), at=NOON)
    services.postpone(
        row.pk, TODAY + timedelta(9), "Menunggu PLN", by=now(town.rina), at=NOON
    )

    same = services.promise(draft, by=now(town.rina), at=LATER, id=row.pk)

    assert same.due == TODAY + timedelta(9)


def test_nobody_promises_out_of_sight(town: Town) -> None:
    draft = promise_of(town.melati)

    for who in (town.yosef, town.nobody, town.dame):
        with pytest.raises(NotFound):
            services.promise(draft, by=now(who), at=NOON)
    with pytest.raises(NotAllowed):
        services.promise(draft, by=now(town.sahat), at=NOON)

    assert not FollowUp.objects.everywhere(because="test").exists()


def test_a_promise_for_a_day_that_is_over_is_refused(town: Town) -> None:
    late = replace(promise_of(town.melati), due=TODAY - timedelta(1))

    with pytest.raises(Invalid) as refusal:
        services.promise(late, by=now(town.rina), at=NOON)

    assert set(refusal.value.problems) == {"due"}


# Answering


def test_an_answer_is_a_word_and_closes_nothing(town: Town) -> None:
    row = make_follow_up(town.melati)

    services.answer(row.pk, "Bohlam sudah dibeli", by=now(town.rina), at=NOON)

    assert again(row).state == State.OPEN
    assert acts("follow_up", row.pk)[-1] == "follow-up.answered"
    assert [r.text for r in Reply.objects.filter(follow_up=row)] == [
        "Bohlam sudah dibeli"
    ]


def test_the_same_answer_sent_twice_is_said_once(town: Town) -> None:
    row = make_follow_up(town.melati)

    services.answer(row.pk, "Besok", by=now(town.rina), at=NOON)
    services.answer(row.pk, " Besok ", by=now(town.rina), at=LATER)
    services.answer(row.pk, "Besok", by=now(town.rina), at=NOON + timedelta(days=2))

    assert Reply.objects.filter(follow_up=row).count() == 2
    assert acts("follow_up", row.pk).count("follow-up.answered") == 2


@pytest.mark.parametrize("text", ["", " \u200b ", "x" * 501])
def test_an_answer_says_something_and_not_too_much(town: Town, text: str) -> None:
    row = make_follow_up(town.melati)

    with pytest.raises(Invalid):
        services.answer(row.pk, text, by=now(town.rina), at=NOON)


def test_a_closed_promise_takes_no_more_answers(town: Town) -> None:
    row = make_follow_up(town.melati)
    services.give_up(row.pk, "Tiang roboh", by=now(town.rina), at=NOON)

    with pytest.raises(Overtaken):
        services.answer(row.pk, "Sebentar lagi", by=now(town.rina), at=NOON)


def test_doing_it_twice_is_doing_it_once(town: Town) -> None:
    row = declared(town)

    same = services.declare_done(row.pk, "Sudah", by=now(town.rina), at=LATER)

    assert same.moved_at == NOON
    assert acts("follow_up", row.pk).count("follow-up.declared-done") == 1


def test_the_second_to_answer_is_told_so(town: Town) -> None:
    row = declared(town)

    with pytest.raises(Overtaken):
        services.declare_done(row.pk, "", by=now(town.bonar), at=LATER)
    with pytest.raises(Overtaken):
        services.give_up(row.pk, "Tidak bisa", by=now(town.rina), at=LATER)


@pytest.mark.parametrize("who", ["yosef", "dame", "nobody"])
def test_out_of_sight_is_not_there(town: Town, who: str) -> None:
    row = make_follow_up(town.melati)

    with pytest.raises(NotFound):
        services.declare_done(row.pk, "", by=now(getattr(town, who)), at=NOON)

    assert again(row).state == State.OPEN
    assert acts("follow_up", row.pk) == ["follow-up.promised"]


def test_a_member_sees_a_promise_and_does_not_answer_for_it(town: Town) -> None:
    row = make_follow_up(town.melati)

    things: list[Callable[[Principal], FollowUp]] = [
        lambda by: services.declare_done(row.pk, "", by=by, at=NOON),
        lambda by: services.answer(row.pk, "Ya", by=by, at=NOON),
        lambda by: services.confirm(row.pk, by=by, at=NOON),
        lambda by: services.reopen(row.pk, "Mati lagi", by=by, at=NOON),
        lambda by: services.withdraw(row.pk, "Salah", by=by, at=NOON),
    ]
    for thing in things:
        with pytest.raises(NotAllowed):
            thing(now(town.sahat))


# Confirming


def test_the_head_of_the_post_confirms_and_it_is_kept(town: Town) -> None:
    row = declared(town)

    services.confirm(row.pk, by=now(town.marni), at=LATER)

    assert again(row).state == State.KEPT
    assert again(row).settled_at == LATER
    assert acts("follow_up", row.pk)[-1] == "follow-up.kept"


def test_the_officer_who_declared_it_records_whose_word_it_is(town: Town) -> None:
    row = declared(town)

    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=now(town.rina), at=LATER)
    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=now(town.rina), at=LATER, on_behalf_of="Kades")
    services.confirm(row.pk, by=now(town.rina), at=LATER, on_behalf_of="Kadus V")

    assert again(row).state == State.KEPT
    last = Reply.objects.filter(follow_up=row).last()
    assert last is not None
    assert last.on_behalf_of == "Kadus V"


def test_a_supervisor_names_whose_word_it_is_too(town: Town) -> None:
    row = declared(town)

    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=now(town.bonar), at=LATER)


def test_a_head_does_not_confirm_the_own_word(town: Town) -> None:
    row = declared(town, town.marni)

    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=now(town.marni), at=LATER)

    assert again(row).state == State.DECLARED_DONE


def test_who_raised_it_in_the_own_name_confirms_it(town: Town) -> None:
    draft = replace(promise_of(town.melati), raised_by_role="")
    row = services.promise(draft, by=now(town.rina), at=NOON)
    services.declare_done(row.pk, "Sudah", by=now(town.marni), at=NOON)

    services.confirm(row.pk, by=now(town.rina), at=LATER)

    assert again(row).state == State.KEPT


def test_the_police_do_not_confirm_what_the_police_answer_for(town: Town) -> None:
    draft = replace(
        promise_of(town.melati),
        raised_by_role="",
        answerer=Answerer.POLICE,
        answerer_name="",
    )
    row = services.promise(draft, by=now(town.rina), at=NOON)
    services.declare_done(row.pk, "Sudah", by=now(town.bonar), at=NOON)

    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=now(town.rina), at=LATER)
    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=now(town.rina), at=LATER, on_behalf_of="Polsek")


def test_what_nobody_declared_done_cannot_be_kept(town: Town) -> None:
    row = make_follow_up(town.melati)

    with pytest.raises(Overtaken):
        services.confirm(row.pk, by=now(town.marni), at=NOON)


# Reopening, giving up, postponing, withdrawing


def test_reopening_brings_it_back_to_the_office_that_answers(town: Town) -> None:
    office_id = now(town.rina).office_ids[0]
    draft = replace(promise_of(town.melati), office_id=office_id)
    row = services.promise(draft, by=now(town.rina), at=NOON)
    services.declare_done(row.pk, "Sudah", by=now(town.rina), at=NOON)
    services.confirm(row.pk, by=now(town.marni), at=NOON)

    services.reopen(row.pk, "Malam ini mati lagi", by=now(town.marni), at=LATER)
    services.reopen(row.pk, "Malam ini mati lagi", by=now(town.marni), at=LATER)

    row = again(row)
    assert (row.state, row.reopened, row.settled_at) == (State.OPEN, 1, None)
    line = lines_about(f"follow_up:{row.pk}").last()
    assert line is not None
    assert (line.act, line.facts["office_id"]) == (
        "follow-up.reopened",
        str(office_id),
    )


def test_an_open_promise_cannot_be_reopened(town: Town) -> None:
    row = make_follow_up(town.melati)

    with pytest.raises(Overtaken):
        services.reopen(row.pk, "Mati lagi", by=now(town.marni), at=NOON)


def test_giving_up_tells_why(town: Town) -> None:
    row = make_follow_up(town.melati)

    with pytest.raises(Invalid):
        services.give_up(row.pk, "  ", by=now(town.rina), at=NOON)
    services.give_up(row.pk, "Tiang milik perkebunan", by=now(town.rina), at=NOON)

    assert again(row).state == State.NOT_POSSIBLE
    assert acts("follow_up", row.pk)[-1] == "follow-up.given-up"


def test_a_new_day_keeps_the_first_one_on_record(town: Town) -> None:
    row = make_follow_up(town.melati, due=TODAY)

    services.postpone(row.pk, TODAY + timedelta(7), "PLN", by=now(town.rina), at=NOON)
    services.postpone(row.pk, TODAY + timedelta(7), "PLN", by=now(town.rina), at=NOON)

    row = again(row)
    assert (row.due, row.first_due, row.postponed) == (TODAY + timedelta(7), TODAY, 1)
    assert acts("follow_up", row.pk).count("follow-up.postponed") == 1


def test_a_day_that_is_over_and_a_closed_promise_are_not_postponed(town: Town) -> None:
    row = make_follow_up(town.melati, due=TODAY)

    with pytest.raises(Invalid):
        services.postpone(
            row.pk, TODAY - timedelta(1), "PLN", by=now(town.rina), at=NOON
        )
    services.give_up(row.pk, "Tidak bisa", by=now(town.rina), at=NOON)
    with pytest.raises(Overtaken):
        services.postpone(
            row.pk, TODAY + timedelta(1), "PLN", by=now(town.rina), at=NOON
        )


def test_a_withdrawn_promise_does_not_come_back(town: Town) -> None:
    row = make_follow_up(town.melati)
    services.withdraw(row.pk, "Salah pos", by=now(town.rina), at=NOON)

    with pytest.raises(Overtaken):
        services.reopen(row.pk, "Tidak jadi", by=now(town.rina), at=LATER)
    with pytest.raises(Overtaken):
        services.declare_done(row.pk, "", by=now(town.rina), at=LATER)


def test_the_operator_of_the_machine_is_bound_by_the_same_life(town: Town) -> None:
    row = make_follow_up(town.melati)
    services.declare_done(row.pk, "", by=operator(), at=NOON)

    with pytest.raises(NotAllowed):
        services.confirm(row.pk, by=operator(), at=NOON)


# At once


@pytest.mark.django_db(transaction=True)
def test_when_two_answer_at_once_one_of_them_has_it(town: Town) -> None:
    row = make_follow_up(town.melati)
    rina, marni = now(town.rina), now(town.marni)

    results = at_once(
        lambda: services.declare_done(row.pk, "Sudah", by=rina, at=NOON),
        lambda: services.declare_done(row.pk, "Sudah", by=marni, at=NOON),
    )

    assert results == ["done", "overtaken"]
    assert acts("follow_up", row.pk).count("follow-up.declared-done") == 1
    assert Reply.objects.filter(follow_up=row).count() == 1


@pytest.mark.django_db(transaction=True)
def test_when_one_gives_up_while_another_finishes_one_of_them_has_it(
    town: Town,
) -> None:
    row = make_follow_up(town.melati)
    rina, marni = now(town.rina), now(town.marni)

    results = at_once(
        lambda: services.declare_done(row.pk, "Sudah", by=rina, at=NOON),
        lambda: services.give_up(row.pk, "Tidak bisa", by=marni, at=NOON),
    )

    assert results == ["done", "overtaken"]


@pytest.mark.django_db(transaction=True)
def test_the_same_promise_arriving_twice_at_once_is_one(town: Town) -> None:
    chosen, draft, rina = new_id(), promise_of(town.melati), now(town.rina)

    results = at_once(
        *[lambda: services.promise(draft, by=rina, at=NOON, id=chosen)] * 3
    )

    assert results == ["done"] * 3
    assert acts("follow_up", chosen) == ["follow-up.promised"]


@pytest.mark.django_db(transaction=True)
def test_two_new_days_at_once_do_not_overwrite_each_other(town: Town) -> None:
    row = make_follow_up(town.melati, due=TODAY)
    rina, marni = now(town.rina), now(town.marni)
    one, other = TODAY + timedelta(1), TODAY + timedelta(2)

    results = at_once(
        lambda: services.postpone(row.pk, one, "PLN", by=rina, at=NOON),
        lambda: services.postpone(row.pk, other, "PLN", by=marni, at=NOON),
    )

    # Whoever only came when the other was done postpones what they then saw.
    assert results in (["done", "overtaken"], ["done", "done"])
    assert again(row).postponed == results.count("done")


def test_an_account_of_no_part_sees_no_promise(town: Town) -> None:
    row = make_follow_up(town.melati)
    somebody = make_account("Lasma")

    with pytest.raises(NotFound):
        services.answer(row.pk, "Ya", by=now(somebody), at=NOON)
    with pytest.raises(NotFound):
        services.answer(UUID(int=1), "Ya", by=now(town.rina), at=NOON)
