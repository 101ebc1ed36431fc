"""The package as a Django application."""

from django.apps import AppConfig


class FollowUpsConfig(AppConfig):
    """Names the package."""

    name = "kentongan.beat.follow_ups"
