"""Every walled table stands behind the second wall too."""

import pytest
from django.apps import apps
from django.db import connection

from kentongan.ground.wall.models import Walled

WITHOUT = {
    "ledger_line": "auditors only; partitioned, and written by everybody's acts",
}
"""Walled tables that the database itself does not guard, and why."""


def walled() -> list[str]:
    return [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Walled) and model._meta.db_table not in WITHOUT
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("table", walled())
def test_the_database_guards_it(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity from pg_class"
            " where oid = %s::regclass",
            [table],
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "select polname, array_length(polroles, 1) from pg_policy"
            " where polrelid = %s::regclass order by polname",
            [table],
        )
        assert cursor.fetchall() == [("reach", 1), ("unwalled", 2)]


def test_there_are_walled_tables() -> None:
    assert "watch_post" in walled()
