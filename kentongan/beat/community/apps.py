"""The package as a Django application."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Names the package."""

    name = "kentongan.beat.community"
