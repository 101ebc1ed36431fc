"""How Django knows this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Accounts and what they may."""

    name = "kentongan.ground.access"
    label = "access"
    verbose_name = _("Access")

    def ready(self) -> None:
        """Listen to the one event that every way in shares."""
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from kentongan.ground.access.signin import (  # noqa: PLC0415  needs models
            remember_sign_in,
        )

        user_logged_in.connect(remember_sign_in, dispatch_uid="kentongan.access")
