"""Base of every table behind the wall."""

from collections.abc import Iterable
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import Lookup, Q

from kentongan.ground.basics.ids import new_id
from kentongan.ground.basics.paths import ROOT, bounds
from kentongan.ground.wall.actors import Actor, Reach

M = TypeVar("M", bound="Walled")


class WallMissing(RuntimeError):
    """A programmer asked for rows without saying for whom. Always a bug."""


class PathField(models.CharField):  # type: ignore[type-arg]
    """A dotted path, ordered byte by byte so that a subtree is one range."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As a CharField of 200 under collation C."""
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)


@PathField.register_lookup
class Within(Lookup):
    """``place__within=tops``: the path is one of `tops` or lies below one.

    One lookup for a whole reach: Django takes as long to build the forty comparisons
    of a Polres as PostgreSQL takes to answer them.
    """

    lookup_name = "within"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """One b-tree range for each of the tops.

        From the top itself to the end of what lies below it: nothing that a path may
        hold sorts before a dot. A second arm for the top alone would keep PostgreSQL
        from reading the range in the index's order.
        """
        column, given = self.process_lhs(compiler, connection)
        one = f"({column} >= %s and {column} < %s)"
        params: list[Any] = []
        for top in self.rhs:
            params += [*given, top, *given, bounds(top)[1]]
        return f"({' or '.join([one] * len(self.rhs))})", tuple(params)


def within(column: str, top: str) -> Q:
    """Rows whose path in `column` is `top` or lies below it."""
    return within_any(column, [top])


def within_any(column: str, tops: Iterable[str]) -> Q:
    """Rows within any of the subtrees; none where there is no subtree."""
    known = tuple(tops)
    if ROOT in known:
        return Q()
    return Q(**{f"{column}__within": known}) if known else Q(pk__in=[])


class WallManager(models.Manager[M]):
    """Offers rows only through :meth:`visible_to` or :meth:`everywhere`."""

    def get_queryset(self) -> NoReturn:
        """Refuse: nobody said for whom.

        Raises:
            WallMissing: Always.
        """
        raise WallMissing(
            f"{self.model.__name__}.objects: call .visible_to(actor, permission)"
        )

    def visible_to(self, actor: Actor, permission: str) -> models.QuerySet[M]:
        """Rows where `actor` holds `permission`; none where it is held nowhere."""
        return self._rows().filter(self.model.wall(actor.reach(permission)))

    def everywhere(self, *, because: str) -> models.QuerySet[M]:
        """Every row, for clocks and totals; `because` is for the reviewer.

        Raises:
            WallMissing: No reason was given.
        """
        if not because:
            raise WallMissing("everywhere() needs a reason")
        return self._rows()

    def create(self, **fields: Any) -> M:
        """Write a new row. Writing needs no reach here: the service has checked it."""
        return self._rows().create(**fields)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Write new rows; see :meth:`create`."""
        return self._rows().bulk_create(objs, *args, **kwargs)

    def _rows(self) -> models.QuerySet[M]:
        return super().get_queryset()


class Walled(models.Model):
    """A row that stands at a place, belongs to a unit, or to a holding.

    A table says by its class attributes in which of its own columns those stand, so
    that scoping is a condition on the row and never a join.
    """

    wall_place: ClassVar[str | None] = "place"
    wall_unit: ClassVar[str | None] = None
    wall_holding: ClassVar[str | None] = None

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    # First, because Django's own machinery (cascades, unique checks, refreshes) takes
    # the first manager it finds. A guard test keeps `unwalled` out of our code.
    unwalled: ClassVar[models.Manager[Self]] = models.Manager()
    objects: ClassVar[WallManager[Self]] = WallManager()

    class Meta:
        """Abstract."""

        abstract = True

    def is_within(self, reach: Reach) -> bool:
        """Whether `reach` covers this row: the same as :meth:`wall`, without a query."""
        return reach.covers(
            place=self.wall_place and getattr(self, self.wall_place),
            unit=self.wall_unit and getattr(self, self.wall_unit),
            holding=getattr(self, self.wall_holding) if self.wall_holding else None,
        )

    @classmethod
    def wall(cls, reach: Reach) -> Q:
        """The condition on this table's own columns that `reach` amounts to."""
        nothing = Q(pk__in=[])
        condition = nothing
        for column, tops in (
            (cls.wall_place, reach.places),
            (cls.wall_unit, reach.units),
        ):
            if column is None or not tops:
                continue
            ranges = within_any(column, tops)
            if not ranges:
                return Q()
            condition = ranges if condition is nothing else condition | ranges
        if cls.wall_holding is not None and reach.holdings:
            held = Q(**{f"{cls.wall_holding}__in": reach.holdings})
            condition = held if condition is nothing else condition | held
        return condition


class Placed(Walled):
    """A walled row that stands at a place: the lasting id, and today's path.

    ``place_id`` is the place's UUID for ever; ``place`` is today's path, which the
    wall reads and only ``places.recode`` rewrites.
    """

    place_id = models.UUIDField(db_index=True)
    place = PathField()

    class Meta:
        """Abstract."""

        abstract = True
