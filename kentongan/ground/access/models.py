"""Accounts, what was granted to them, and what they sign in with."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kentongan.ground.access.rules import SIGN_IN_NAME_LENGTH, sign_in_name
from kentongan.ground.basics.ids import new_id
from kentongan.ground.units.models import Officer
from kentongan.ground.wall.models import PathField


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name that people type."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """The account of this sign-in name, however it was typed."""
        return self.get(sign_in_name=sign_in_name(username or ""))


class Account(AbstractBaseUser):
    """Somebody who can sign in. Rights come from offices and grants, never from it."""

    class Theme(models.TextChoices):
        """How the screen looks."""

        AUTO = "auto", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Language(models.TextChoices):
        """What the screen speaks."""

        ID = "id", "Bahasa Indonesia"
        EN = "en", "English"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sign_in_name = models.CharField(max_length=SIGN_IN_NAME_LENGTH, unique=True)
    email = models.EmailField(blank=True)
    display_name = models.CharField(max_length=120)
    officer = models.OneToOneField(
        Officer, models.PROTECT, null=True, blank=True, related_name="account"
    )
    language = models.CharField(
        max_length=2, choices=Language.choices, default=Language.ID
    )
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "sign_in_name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        return self.sign_in_name

    def get_full_name(self) -> str:
        """The name as people write it."""
        return self.display_name


class Grant(models.Model):
    """A role that comes from no office: an administrator's, an auditor's, a member's.

    ``place`` and ``unit`` are paths, of which the empty one is everywhere; null means
    that the grant says nothing about that tree. A grant at a post (``holding_id``)
    reaches that post only; its ``place`` says where the post stands, so that those who
    answer for that place may keep the grant.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20)
    place = PathField(null=True, blank=True)
    unit = PathField(null=True, blank=True)
    holding_id = models.UUIDField(null=True, blank=True)
    held_from = models.DateTimeField()
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Somewhere, and not ended before it began; once at a time."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(place__isnull=False)
                | Q(unit__isnull=False)
                | Q(holding_id__isnull=False),
                name="grant_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(held_until__isnull=True)
                | Q(held_until__gte=models.F("held_from")),
                name="grant_ends_after_it_began",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "place", "unit", "holding_id"],
                condition=Q(held_until__isnull=True),
                nulls_distinct=False,
                name="grant_once_at_a_time",
            ),
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["holding_id"], name="grant_by_holding"),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.account_id}"


class Ticket(models.Model):
    """A secret that opens an account once: an invitation link or a reset code.

    Only a keyed digest is kept, so a copy of the table opens nothing.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        INVITATION = "invitation", _("invitation")
        RESET = "reset", _("one-time code")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tickets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    digest = models.CharField(max_length=64, unique=True)
    issued_by = models.UUIDField(null=True, blank=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} for {self.account_id}"


class Card(models.Model):
    """A printed QR card with which a resident signs in, together with a PIN."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="cards")
    holding_id = models.UUIDField()
    token_digest = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=128)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    issued_by = models.UUIDField(null=True, blank=True)
    issued_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One live card for each resident."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(revoked_at__isnull=True),
                name="card_one_live_each",
            ),
        ]

    def __str__(self) -> str:
        return f"card {self.id}"


class Tries(models.Model):
    """How often somebody tried something within a window: a digest and a count."""

    key = models.CharField(primary_key=True, max_length=64)
    count = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        """A counter, not a record of anybody."""

        verbose_name_plural = "tries"

    def __str__(self) -> str:
        return f"{self.count} until {self.until}"
