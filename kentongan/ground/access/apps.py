"""How Django knows this package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Accounts and what they may."""

    name = "kentongan.ground.access"
    label = "access"
    verbose_name = _("Access")
