"""What a visit of the demo found, heard and promised."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from kentongan.beat.visits.rules import ItemState, Kind
from kentongan.beat.visits.rules.drafts import (
    Civilian,
    Pledge,
    Present,
    Told,
    VisitDraft,
)
from kentongan.beat.visits.rules.score import Found
from kentongan.beat.visits.rules.sheet import DEFAULT, DEFAULT_REF, QUICK
from kentongan.config.demo import texts
from kentongan.config.demo.ground import DemoPost
from kentongan.ground.basics.ids import id_of_text
from kentongan.ground.basics.zones import Zone, local
from kentongan.ground.places.selectors import by_path


class Telling:
    """Makes up visits as the posts deserve them."""

    def __init__(self, chance: Random) -> None:
        """All chance comes from the story's own."""
        self._chance = chance

    def draft(
        self, post: DemoPost, number: int, at: datetime, holder: UUID
    ) -> VisitDraft:
        """The visit of that number to a post, by whoever holds its seat."""
        here = local(at, post.village)
        place = by_path(f"{post.village}.{post.hamlet.lower()}")
        full = number == 1 or number % 4 == 0
        concern = self._concern(post)
        off = self._chance.random() < 0.04
        shift = 0.03 if off else self._chance.uniform(-1, 1) * 0.0003
        stay = self._chance.randint(25, 75) if not off else 4
        pledge = concern and self._pledge(concern, post, here)
        return VisitDraft(
            id=id_of_text(f"demo visit {post.id} {number}"),
            kind=Kind.POST_INSPECTION
            if full or self._chance.random() < 0.8
            else self._chance.choice((Kind.WATCH_COACHING, Kind.DIALOGUE_PATROL)),
            date=here.date(),
            time=here.time().replace(tzinfo=None),
            until=(here + timedelta(minutes=stay)).time(),
            zone=Zone.WIB,
            place=place.path,
            place_id=place.pk,
            post_id=post.id,
            point=(post.lon + shift, post.lat + shift / 2),
            accuracy_m=self._chance.randint(4, 40),
            officers=(Present(officer_id=holder),),
            civilians=tuple(self._civilians(post)),
            messages=tuple(self._chance.sample(texts.MESSAGES, 2)),
            information=(self._told(concern, post),) if concern else (),
            quick={key: self._state(post) for key in QUICK},
            sheet=DEFAULT_REF if full else "",
            items=tuple(self._items(post)) if full else (),
            pledges=(pledge,) if pledge else (),
            outcome=self._outcome(post),
        )

    def _outcome(self, post: DemoPost) -> str:
        said = texts.NEGLECTED if post.zeal < 0.3 else texts.OUTCOMES
        number = self._chance.randint(2, 9)
        return self._chance.choice(said).format(place=post.called, n=number)

    def _state(self, post: DemoPost) -> ItemState:
        draw = self._chance.random()
        if draw < post.zeal:
            return ItemState.PRESENT
        return ItemState.BROKEN if draw < (1 + post.zeal) / 2 else ItemState.ABSENT

    def _items(self, post: DemoPost) -> list[Found]:
        found = []
        for key, item in DEFAULT.items.items():
            if self._chance.random() < 0.08:
                continue
            points = round(min(max(self._chance.gauss(4 * post.zeal, 0.8), 0), 4))
            if item.scored:
                found.append(Found(key, ItemState.PRESENT, points))
            else:
                found.append(Found(key, self._state(post)))
        return found

    def _concern(self, post: DemoPost) -> texts.Concern | None:
        wanted = self._chance.random() < 0.38
        return self._chance.choice(texts.CONCERNS) if wanted else None

    def _told(self, concern: texts.Concern, post: DemoPost) -> Told:
        text = concern.told.format(place=post.called)
        return Told(text, concern.category, concern.by)

    def _pledge(
        self, concern: texts.Concern, post: DemoPost, here: datetime
    ) -> Pledge | None:
        if self._chance.random() < 0.15:
            return None
        dusun = f"Dusun {post.hamlet}"
        return Pledge(
            text=concern.promise.format(dusun=dusun),
            answers=concern.answers.format(dusun=dusun),
            answerer=concern.answerer,
            due=here.date() + timedelta(days=self._chance.choice((7, 14, 14, 21, 30))),
            raised_by_role=concern.by,
        )

    def _civilians(self, post: DemoPost) -> list[Civilian]:
        met = [
            Civilian(role=role, contact_id=contact)
            for contact, role in post.figures
            if self._chance.random() < 0.3
        ]
        return [
            Civilian(role=f"Kadus {post.hamlet}"),
            *met,
            Civilian(role="warga", count=self._chance.randint(2, 14)),
        ]
