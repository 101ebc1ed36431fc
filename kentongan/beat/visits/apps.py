"""The package as a Django application."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Names the package."""

    name = "kentongan.beat.visits"
