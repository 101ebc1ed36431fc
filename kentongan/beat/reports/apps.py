"""The package as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Names the package."""

    name = "kentongan.beat.reports"
