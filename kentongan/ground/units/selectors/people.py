"""Officers by name and id, with the rank of a moment."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from kentongan.ground.units.models import Appointment, Officer, RankHeld
from kentongan.ground.units.rules.names import name_key
from kentongan.ground.units.rules.ranks import rank_label
from kentongan.ground.units.rules.standings import title_of
from kentongan.ground.wall.models import within


@dataclass(frozen=True)
class Person:
    """An officer with the rank of a moment, whatever the seat."""

    officer_id: UUID
    name: str
    degrees: tuple[str, ...]
    service: str
    rank: str
    corps: str

    @property
    def title(self) -> str:
        """As it is written: "Iptu Rina Saragih, S.H."."""
        return title_of(self.name, rank=self.rank, degrees=self.degrees)


def people_at(officer_ids: Collection[UUID], at: datetime) -> dict[UUID, Person]:
    """Officers by id with the rank of a moment: one query."""
    ranks = RankHeld.objects.filter(officer_id=OuterRef("pk"), held_from__lte=at)
    rows = Officer.objects.filter(pk__in=officer_ids).annotate(
        rank=Subquery(ranks.order_by("-held_from").values("rank")[:1])
    )
    return {
        row.pk: Person(
            officer_id=row.pk,
            name=row.name,
            degrees=tuple(row.degrees),
            service=row.service,
            rank=rank_label(row.service, getattr(row, "rank", None) or ""),
            corps=row.corps,
        )
        for row in rows
    }


def officers_named(name: str, *, lineage: str, service: str) -> QuerySet[Officer]:
    """Officers of that name, blind to spelling, who belong or belonged to one tree.

    A tree is a Polres with its Polsek. The same name elsewhere is somebody else.
    """
    return (
        Officer.objects.filter(name_key=name_key(name), service=service)
        .filter(
            Q(lineage=lineage)
            | Q(
                appointments__in=Appointment.objects.filter(
                    within("office__unit_path", lineage)
                )
            )
        )
        .distinct()
        .order_by("id")
    )
