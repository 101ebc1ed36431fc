"""The books of a post: logbook, guest book, what was disclosed of it, and drills.

What is written in them is the residents' own and stands at no place; a drill names
nobody and stands where its post stands, since an inspection looks at it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kentongan.beat.watch.models.own import OfResidents
from kentongan.beat.watch.models.posts import Post
from kentongan.beat.watch.rules.books import (
    ASKER_LENGTH,
    LETTER_LENGTH,
    MEANING_LENGTH,
    Ground,
    LineKind,
)
from kentongan.ground.seals.fields import SealedField
from kentongan.ground.wall.models import Placed


class Logbook(OfResidents):
    """How far the logbook of a post has come; whoever writes holds this row."""

    post = models.OneToOneField(Post, models.PROTECT, related_name="logbook")
    last = models.PositiveIntegerField(default=0)
    digest = models.BinaryField()

    def __str__(self) -> str:
        return f"logbook of {self.post_id} up to {self.last}"


class LogbookLine(OfResidents):
    """One line, for ever as it was written; a trigger refuses any change."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="logbook_lines")
    number = models.PositiveIntegerField()
    night = models.DateField()
    kind = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in LineKind]
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="corrected_by"
    )
    written_by_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    # The text under a key of its own; see `rules.envelopes`.
    body = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        """Lines of a post are counted, so two written at once are seen."""

        indexes = [
            models.Index(fields=["post", "night"], name="watch_logbook_night"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "number"], name="watch_logbook_number_once"
            ),
            models.CheckConstraint(
                name="watch_logbook_counts_from_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="watch_logbook_line_corrects_another",
                condition=Q(corrects=None) | ~Q(corrects=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.number} of {self.post_id}"


class LogbookKey(OfResidents):
    """What opens one line of a logbook. Without it the line is erased, not gone."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="logbook_keys")
    line = models.OneToOneField(LogbookLine, models.PROTECT, related_name="opener")
    key = SealedField()

    def __str__(self) -> str:
        return f"key of {self.line_id}"


class Guest(OfResidents):
    """Somebody who stays the night: a name, a house, dates, and soon forgotten."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="guests")
    name = SealedField()
    # Sealed too: otherwise guests could be counted by house.
    house = SealedField()
    from_date = models.DateField()
    to_date = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        """A stay ends after it begins; the clock walks by the last night."""

        indexes = [
            models.Index(fields=["post", "from_date"], name="watch_guest_stay"),
            models.Index(fields=["to_date"], name="watch_guest_forgotten"),
        ]
        constraints = [
            models.CheckConstraint(
                name="watch_guest_leaves_after_coming",
                condition=Q(to_date__gte=F("from_date")),
            )
        ]

    def __str__(self) -> str:
        return f"a guest at {self.post_id} until {self.to_date}"


class Disclosure(OfResidents):
    """That one guest was told to an office, on which letter and ground."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="disclosures")
    # Outlives the guest, who is forgotten as if nobody had asked.
    guest_id = models.UUIDField()
    asked_by = models.CharField(max_length=ASKER_LENGTH)
    letter = models.CharField(max_length=LETTER_LENGTH)
    letter_key = models.CharField(max_length=LETTER_LENGTH)
    ground = models.CharField(
        max_length=20, choices=[(g.value, g.value) for g in Ground]
    )
    disclosed_at = models.DateTimeField()
    disclosed_by_id = models.UUIDField(null=True)

    class Meta:
        """A letter asks for one guest, so that nobody reads the book by one letter."""

        constraints = [
            models.UniqueConstraint(
                fields=["post", "letter_key"], name="watch_letter_asks_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter}: {self.ground}"


class Drill(Placed):
    """A signal that was beaten to practise, and how soon the post answered."""

    wall_holding: ClassVar[str | None] = "post_id"

    post = models.ForeignKey(Post, models.CASCADE, related_name="drills")
    held_at = models.DateTimeField()
    # As the post's own table had them that day.
    meaning = models.CharField(max_length=MEANING_LENGTH)
    strokes = models.CharField(max_length=40)
    answers_s = models.JSONField(default=list)
    written_at = models.DateTimeField()

    class Meta:
        """The last drill of a post is found at once, and one beating is one drill."""

        constraints = [
            models.UniqueConstraint(fields=["post", "held_at"], name="watch_drill_once")
        ]

    def __str__(self) -> str:
        return f"{self.held_at:%Y-%m-%d %H:%M} {self.strokes}"
