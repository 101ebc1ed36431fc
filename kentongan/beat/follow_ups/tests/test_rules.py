"""The life of a promise; no database is touched here."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.beat.follow_ups.rules import (
    NEXT,
    SETTLED,
    UNSETTLED,
    Answerer,
    Closing,
    Confirming,
    Fault,
    PromiseDraft,
    State,
    before,
    confirming,
    faults,
    is_overdue,
    may_become,
)

NOON = datetime(2026, 7, 22, 5, 0, tzinfo=UTC)
DRAFT = PromiseDraft(
    text="Lampu simpang diganti",
    answerer=Answerer.VILLAGE,
    place_id=UUID(int=1),
    place="12.18.04.2024",
)
OFFICER = Closing(
    heads_post=False,
    raised_it=False,
    declared_it=True,
    answerer=Answerer.POLICE,
    answerer_name="Bhabinkamtibmas",
    on_behalf_of="",
)


def test_every_state_has_a_place_in_the_life_of_a_promise() -> None:
    assert set(NEXT) == set(State)
    assert set(State) == UNSETTLED | SETTLED


@given(st.sampled_from(State), st.sampled_from(State))
def test_steps_forward_and_backward_tell_the_same(now: State, then: State) -> None:
    assert (now in before(then)) == may_become(now, then)


def test_nothing_becomes_kept_without_being_declared_done_first() -> None:
    assert before(State.KEPT) == {State.DECLARED_DONE}


def test_a_withdrawn_promise_stays_withdrawn() -> None:
    assert not any(may_become(State.WITHDRAWN, then) for then in State)


@pytest.mark.parametrize(
    ("facts", "way"),
    [
        ({}, Confirming.OWN_WORD),
        ({"on_behalf_of": "Kadus V"}, Confirming.ON_BEHALF),
        ({"on_behalf_of": "bhabinkamtibmas"}, Confirming.OWN_WORD),
        ({"on_behalf_of": "Polsek Firdaus"}, Confirming.OWN_WORD),
        ({"on_behalf_of": "?!"}, Confirming.OWN_WORD),
        ({"declared_it": False}, Confirming.WHO_SAYS_SO),
        ({"declared_it": False, "heads_post": True}, Confirming.AS_HEAD),
        ({"heads_post": True}, Confirming.OWN_WORD),
        ({"declared_it": False, "raised_it": True}, Confirming.WHO_SAYS_SO),
        (
            {
                "declared_it": False,
                "raised_it": True,
                "answerer": Answerer.VILLAGE,
                "answerer_name": "Kades",
            },
            Confirming.AS_RAISER,
        ),
    ],
)
def test_who_may_close_a_promise(facts: dict[str, object], way: Confirming) -> None:
    assert confirming(replace(OFFICER, **facts)) is way  # type: ignore[arg-type]


@given(
    st.booleans(),
    st.booleans(),
    st.sampled_from(Answerer),
    st.text(max_size=10),
)
def test_nobody_closes_in_their_own_name_what_they_declared_done(
    heads: bool, raised: bool, answerer: Answerer, name: str
) -> None:
    closing = Closing(
        heads_post=heads,
        raised_it=raised,
        declared_it=True,
        answerer=answerer,
        answerer_name=name,
        on_behalf_of="",
    )
    assert confirming(closing) is Confirming.OWN_WORD


@given(st.sampled_from(Answerer), st.text(min_size=1, max_size=20))
def test_nobody_speaks_for_whoever_answers(answerer: Answerer, name: str) -> None:
    closing = replace(OFFICER, answerer=answerer, answerer_name=name, on_behalf_of=name)
    assert confirming(closing) is Confirming.OWN_WORD


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        (State.OPEN, date(2026, 7, 21), True),
        (State.OPEN, date(2026, 7, 22), False),
        (State.OPEN, None, False),
        (State.DECLARED_DONE, date(2026, 7, 21), False),
        (State.KEPT, date(2026, 7, 21), False),
    ],
)
def test_a_promise_is_late_when_its_day_is_over(
    state: State, due: date | None, late: bool
) -> None:
    assert is_overdue(state, due, date(2026, 7, 22)) is late


@pytest.mark.parametrize(
    ("change", "field", "fault"),
    [
        ({"text": " \u200b\n"}, "text", Fault.EMPTY),
        ({"text": "x" * 501}, "text", Fault.TOO_LONG),
        ({"answerer_name": "x" * 121}, "answerer_name", Fault.TOO_LONG),
        ({"raised_by_role": "x" * 81}, "raised_by_role", Fault.TOO_LONG),
        ({"due": date(2026, 7, 21)}, "due", Fault.PAST),
    ],
)
def test_what_cannot_be_promised(
    change: dict[str, object], field: str, fault: Fault
) -> None:
    draft = replace(DRAFT, **change).tidy()  # type: ignore[arg-type]
    assert faults(draft, NOON) == {field: fault}


def test_the_day_is_over_where_the_promise_stands() -> None:
    late_evening = datetime(2026, 7, 21, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT
    today = replace(DRAFT, due=date(2026, 7, 21))
    assert faults(today, late_evening) == {}
    assert faults(replace(today, place="94.01"), late_evening) == {"due": Fault.PAST}


@given(st.text(max_size=600), st.timedeltas(timedelta(-400), timedelta(400)))
def test_a_tidy_draft_without_faults_can_be_stored(text: str, ahead: timedelta) -> None:
    draft = replace(DRAFT, text=text, due=(NOON + ahead).date()).tidy()
    if not faults(draft, NOON):
        assert 0 < len(draft.text) <= 500
        assert "\0" not in draft.text
        assert draft.text.encode()
        assert draft == draft.tidy()
