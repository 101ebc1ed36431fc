"""Records visits one after the other, each under its own number, until it is killed.

Run as ``python -m tests.recorder FIRST LAST`` with a world's settings in the
environment. What was stored before is stored once; beginning again is safe.
"""

import os
import sys
from datetime import UTC, date, datetime, timedelta

import django


def main(first: int, last: int) -> None:
    """Record visits `first` to `last`, saying each number once it is stored."""
    # Loaded only now: the models need Django to be ready.
    from kentongan.beat.visits.rules import Kind  # noqa: PLC0415
    from kentongan.beat.visits.rules.drafts import Pledge, Told, VisitDraft  # noqa: PLC0415
    from kentongan.beat.visits.services import record  # noqa: PLC0415
    from kentongan.ground.access.actors import operator  # noqa: PLC0415
    from kentongan.ground.basics.ids import id_of_text  # noqa: PLC0415
    from kentongan.ground.places.selectors import by_path  # noqa: PLC0415

    place = by_path("12.18.04.2024")
    begun = datetime(2026, 7, 1, 3, tzinfo=UTC)
    for number in range(first, last):
        at = begun + timedelta(hours=number)
        draft = VisitDraft(
            id=id_of_text(f"kill {number}"),
            kind=Kind.DOOR_TO_DOOR,
            date=date(2026, 7, 1) + timedelta(days=number // 24),
            place=place.path,
            place_id=place.pk,
            outcome=f"Kunjungan ke-{number}",
            information=(Told(f"Hal ke-{number}", "facility", "warga"),),
            pledges=(Pledge(f"Janji ke-{number}", "Kades"),),
        )
        record(draft, by=operator(), at=at)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kentongan.config.settings")
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
