"""Tables and migrations keep to the same picture as imports do."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from tests.guards import tree

OURS = [config for config in apps.get_app_configs() if config.name.startswith("kenton")]
PACKAGES = {config.label: config.name for config in apps.get_app_configs()}


def looks_up(model: type[Model]) -> list[str]:
    """Relations of a table that point to a package it may not know."""
    mine = PACKAGES[model._meta.app_label]
    return [
        f"{model.__name__}.{field.name} -> {theirs}"
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model
        for theirs in [PACKAGES[field.related_model._meta.app_label]]
        if not tree.may_know(mine, theirs)
    ]


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_no_table_points_upwards(config: object) -> None:
    found = [
        fault
        for model in config.get_models()  # type: ignore[attr-defined]
        for fault in looks_up(model)
    ]
    assert found == []


def test_no_migration_waits_for_one_above() -> None:
    loader = MigrationLoader(None)
    found = [
        f"{label}.{name} -> {their_label}.{their_name}"
        for (label, name), migration in loader.disk_migrations.items()
        if PACKAGES[label].startswith("kentongan.")
        for their_label, their_name in migration.dependencies
        if their_label in PACKAGES
        if not tree.may_know(PACKAGES[label], PACKAGES[their_label])
    ]
    assert found == []


def test_migrations_are_one_line_of_history_each() -> None:
    loader = MigrationLoader(None)
    assert loader.detect_conflicts() == {}


def test_migrations_say_what_they_do() -> None:
    loader = MigrationLoader(None)
    mute = [
        f"{label}.{name}"
        for label, name in loader.disk_migrations
        if PACKAGES[label].startswith("kentongan.")
        if "auto_" in name or name.endswith("_initial")
    ]
    assert mute == []


def test_the_picture_tells_up_from_down() -> None:
    assert tree.may_know("kentongan.beat.visits", "kentongan.beat.watch")
    assert tree.may_know("kentongan.beat.watch", "kentongan.ground.access")
    assert tree.may_know("kentongan.ground.access", "django.contrib.auth")
    assert not tree.may_know("kentongan.beat.watch", "kentongan.beat.visits")
    assert not tree.may_know("kentongan.ground.places", "kentongan.beat.watch")
    assert not tree.may_know("kentongan.doors.console", "kentongan.doors.public")
