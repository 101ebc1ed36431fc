"""The package as a Django application."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Names the package."""

    name = "kentongan.beat.watch"
