"""Sealed fields and files as a Django application."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    """Names the package."""

    name = "kentongan.ground.seals"
