"""What an address asks for: a day, a month."""

from datetime import date

from django.http import HttpRequest

from kentongan.ground.basics.errors import NotFound


def day_asked(request: HttpRequest, name: str, *, missing: str) -> date | None:
    """The day under `name`; None where none is asked for.

    Raises:
        NotFound: What is asked for is no day; `missing` says so.
    """
    return _read(request.GET.get(name, ""), missing)


def month_asked(request: HttpRequest, name: str, *, missing: str) -> date | None:
    """The first day of the month ("2026-07") under `name`; None where none is asked for.

    Raises:
        NotFound: What is asked for is no month; `missing` says so.
    """
    asked = request.GET.get(name, "")
    return _read(f"{asked}-01" if asked else "", missing)


def _read(asked: str, missing: str) -> date | None:
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        raise NotFound(missing) from None
