"""The ledger finds every package's reactions when the program starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LedgerConfig(AppConfig):
    """Loads ``reactions.py`` of every package."""

    name = "kentongan.ground.ledger"

    def ready(self) -> None:
        """Let every package register what follows from its lines."""
        autodiscover_modules("reactions")
