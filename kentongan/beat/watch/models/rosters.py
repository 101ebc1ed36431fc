"""What a post agreed, whose turn it is, and who offered a turn to whom.

All of it is the residents' own: no row stands at a place, so no office reaches one.
"""

from django.db import models
from django.db.models import F, Q

from kentongan.beat.watch.models.own import OfResidents
from kentongan.beat.watch.models.posts import Member, Post
from kentongan.beat.watch.rules.rosters import RosterState, SwapState, TurnKind


class Agreement(OfResidents):
    """One version of a post's own rules. A change is a new version; none is changed."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField()
    rules = models.JSONField()
    # The first night for which it holds; of two that hold the later version does.
    from_date = models.DateField()
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True)

    class Meta:
        """Versions of a post are counted, so two made at once are seen."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "version"], name="watch_agreement_version_once"
            ),
            models.CheckConstraint(
                name="watch_agreement_counts_from_one", condition=Q(version__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.version}"


class Roster(OfResidents):
    """The turns of one post for one month: a draft of its head, then everybody's."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="rosters")
    month = models.DateField()
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in RosterState],
        default=RosterState.DRAFT.value,
    )
    # How even it is, as whoever planned it measured: method, spread, index.
    fairness = models.JSONField(default=dict)
    # Rises whenever a draft is written anew.
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        """One for each month; published is published at some moment."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "month"], name="watch_roster_once_a_month"
            ),
            models.CheckConstraint(
                name="watch_roster_month_begins", condition=Q(month__day=1)
            ),
            models.CheckConstraint(
                name="watch_roster_published_at",
                condition=Q(state=RosterState.DRAFT.value, published_at=None)
                | Q(state=RosterState.PUBLISHED.value, published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.month:%Y-%m} {self.state}"


class Turn(OfResidents):
    """One member on one night. It never moves: who stands in gets a turn of their own."""

    roster = models.ForeignKey(Roster, models.CASCADE, related_name="turns")
    post = models.ForeignKey(Post, models.CASCADE, related_name="turns")
    night = models.DateField()
    member = models.ForeignKey(Member, models.CASCADE, related_name="turns")
    kind = models.CharField(
        max_length=20,
        choices=[(k.value, k.value) for k in TurnKind],
        default=TurnKind.DUTY.value,
    )
    # No reason: whoever is ill owes nobody a word about it.
    withdrawn_at = models.DateTimeField(null=True)
    substituted_by = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="instead_of"
    )

    class Meta:
        """Nobody stands twice on a night; nights of a post are one range."""

        indexes = [
            models.Index(fields=["post", "night"], name="watch_turn_night"),
            models.Index(fields=["member", "night"], name="watch_turn_member"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "night", "member"],
                name="watch_turn_once_a_night",
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="watch_turn_substituted_is_withdrawn",
                condition=Q(substituted_by=None) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.night} {self.member_id}"


class SwapOffer(OfResidents):
    """A turn that its member would give to another: to one named, or to whoever comes."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="swap_offers")
    turn = models.ForeignKey(Turn, models.CASCADE, related_name="offers")
    # None: to whoever of the post says yes first.
    to_member = models.ForeignKey(
        Member, models.CASCADE, null=True, related_name="offers_to_me"
    )
    # The turn that the other gives in return, if any.
    in_return = models.ForeignKey(
        Turn, models.CASCADE, null=True, related_name="asked_in_return"
    )
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in SwapState],
        default=SwapState.OPEN.value,
    )
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """A turn is offered once at a time; something in return is somebody's."""

        constraints = [
            models.UniqueConstraint(
                fields=["turn"],
                name="watch_turn_offered_once",
                condition=Q(state=SwapState.OPEN.value),
            ),
            models.CheckConstraint(
                name="watch_return_is_somebodys",
                condition=Q(in_return=None) | Q(to_member__isnull=False),
            ),
            models.CheckConstraint(
                name="watch_swap_gives_another_turn",
                condition=Q(in_return=None) | ~Q(in_return=F("turn")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.turn_id} {self.state}"


class Absence(OfResidents):
    """Nights that a member would keep free. No reason: whoever is away owes none."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="absences")
    member = models.ForeignKey(Member, models.CASCADE, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    # Otherwise a wish.
    is_firm = models.BooleanField()
    told_at = models.DateTimeField()

    class Meta:
        """It ends after it begins, and nobody says the same twice."""

        indexes = [
            models.Index(fields=["post", "last"], name="watch_absence_to_come"),
            models.Index(fields=["last"], name="watch_absence_forgotten"),
        ]
        constraints = [
            models.CheckConstraint(
                name="watch_absence_ends_after_beginning",
                condition=Q(last__gte=F("first")),
            ),
            models.UniqueConstraint(
                fields=["member", "first", "last", "is_firm"],
                name="watch_absence_told_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.first} to {self.last}"


class CalendarFeed(OfResidents):
    """A secret address by which one member's calendar, or the post's, is fetched."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="feeds")
    # None: the post's own, which says how many and never who.
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="feeds")
    # Of the secret, which nobody can read back from here.
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One address at a time for each calendar."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "member"],
                name="watch_feed_once",
                condition=Q(ended_at=None),
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.member_id or self.post_id}"
