"""The watch by phone: a roster to take along, and a night that is sent in the morning."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kentongan.beat.watch import services
from kentongan.beat.watch.models import CheckIn, LogbookLine, Night
from kentongan.beat.watch.rules.agreements import hours
from kentongan.beat.watch.rules.posts import MemberDraft, MemberRole
from kentongan.beat.watch.tests.test_nights import RULES
from kentongan.doors.field.sync.tests.makers import act, phone_of, send
from kentongan.ground.access.actors import principal
from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.zones import night_of, zone_of
from tests.cast import Town

BECAUSE = "a test looks at what was kept"


class Watch:
    """Pos Melati after a night that just ended, with three members."""

    def __init__(self, town: Town) -> None:
        self.town, self.post = town, town.melati
        self.now = datetime.now(UTC)
        by = principal(town.marni, at=self.now)
        self.ids = [
            str(services.add_member(self.post.pk, draft, by=by, at=self.now).pk)
            for draft in (
                MemberDraft("Marni", MemberRole.HEAD, True, town.marni.pk),
                MemberDraft("Sahat", MemberRole.MEMBER, True, town.sahat.pk),
                MemberDraft("Parlin", MemberRole.MEMBER, True),
            )
        ]
        past = self.now - timedelta(days=2)
        services.agree(self.post.pk, RULES, by=by, at=past)
        self.night = night_of(past, self.post.place)
        self.begins, self.ends = hours(RULES, self.night, zone_of(self.post.place))

    def body(self, **more: Any) -> dict[str, Any]:
        return {"post": str(self.post.pk), "night": self.night.isoformat()} | more

    def came(self, *which: int) -> dict[str, Any]:
        at = (self.begins + timedelta(minutes=5)).isoformat()
        rows = [
            {"id": str(new_id()), "member": self.ids[n], "done_at": at} for n in which
        ]
        return act("night.check_in_many", self.body(check_ins=rows), self.begins)


@pytest.fixture
def watch(town: Town) -> Watch:
    """A night of the day before yesterday."""
    return Watch(town)


@pytest.mark.django_db
def test_who_keeps_watch_takes_the_roster_along(watch: Watch) -> None:
    told = phone_of(watch.town.sahat).get("/field/bootstrap").json()

    (mine,) = told["watch"]
    assert mine["post"] == str(watch.post.pk)
    assert {one["name"] for one in mine["members"]} == {"Marni", "Sahat", "Parlin"}
    assert len(mine["nights"]) == 9
    assert "night.check_in_many" in told["kinds"]
    later = phone_of(watch.town.sahat).get(f"/field/changes?after={told['cursor']}")
    assert "Parlin" not in later.content.decode()


@pytest.mark.django_db
def test_an_officer_takes_no_roster_along(watch: Watch) -> None:
    told = phone_of(watch.town.rina).get("/field/bootstrap")

    assert told.json()["watch"] == []
    assert "Parlin" not in told.content.decode()


@pytest.mark.django_db
def test_a_night_is_sent_in_the_morning_and_once(watch: Watch) -> None:
    phone = phone_of(watch.town.sahat)
    line = act("logbook.write", watch.body(text="Lampu pos mati"), watch.ends)
    close = act("night.close", watch.body(), watch.ends)
    acts = [watch.came(0, 2), line, close]

    for _twice in range(2):
        assert [one["outcome"] for one in send(phone, *acts)] == ["stored"] * 3

    night = Night.objects.everywhere(because=BECAUSE).get()
    assert (night.head_count, night.state) == (2, "closed")
    assert CheckIn.objects.everywhere(because=BECAUSE).count() == 2
    assert LogbookLine.objects.everywhere(because=BECAUSE).count() == 1


@pytest.mark.django_db
def test_a_stranger_notes_nobody(watch: Watch) -> None:
    for who in (watch.town.dame, watch.town.rina, watch.town.yosef):
        (answer,) = send(phone_of(who), watch.came(0))
        assert answer["outcome"] == "refused"
        assert answer["code"] in {"not-found", "not-allowed"}
    assert not CheckIn.objects.everywhere(because=BECAUSE).exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"night": "kemarin"},
        {"check_ins": None},
        {"check_ins": [7]},
        {"check_ins": [{"id": "x", "member": "y", "done_at": "z"}]},
        {"check_ins": []},
        {"post": None},
    ],
)
@pytest.mark.django_db
def test_what_cannot_be_read_is_refused_with_a_sentence(
    watch: Watch, broken: dict[str, Any]
) -> None:
    one = watch.came(0)
    one["body"] = one["body"] | broken
    (answer,) = send(phone_of(watch.town.sahat), one)
    assert (answer["outcome"], answer["code"]) == ("refused", "invalid")
    assert answer["sentence"], json.dumps(answer)
