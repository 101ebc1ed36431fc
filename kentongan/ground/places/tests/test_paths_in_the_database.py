"""A subtree is one range of the index, and the same as walking down the tree."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kentongan.ground.basics.paths import parent
from kentongan.ground.places.models import Place
from kentongan.ground.wall.models import within

SLUGS = st.sampled_from(["v", "vi", "vii", "v_1", "1", "0", "rw_5", "rw_50", "z", "a"])
PATHS = st.lists(SLUGS, min_size=1, max_size=4).map(".".join)


def walked(paths: set[str], top: str) -> set[str]:
    """Everything at or below `top`, found child by child."""
    found = {top} & paths
    for path in paths:
        if path != top and parent(path) == top:
            found |= walked(paths, path)
    return found


def closed(paths: set[str]) -> set[str]:
    """With every parent, so that a walk can reach all."""
    return {".".join(p.split(".")[:n]) for p in paths for n in range(1, 5)}


@pytest.mark.django_db
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sets(PATHS, min_size=1, max_size=15), PATHS)
@example({"v", "vi", "vii", "v.1", "v.rw_5", "v_1"}, "v")
def test_a_range_is_the_subtree_that_a_walk_finds(paths: set[str], top: str) -> None:
    paths = closed(paths | {top})
    with transaction.atomic():
        Place.objects.bulk_create(
            Place(path=path, level="local", name=path, word="dusun") for path in paths
        )
        ranged = set(
            Place.objects.filter(within("path", top)).values_list("path", flat=True)
        )
        transaction.set_rollback(True)
    assert ranged == walked(paths, top)


@pytest.mark.django_db
def test_dusun_five_holds_what_is_below_it_and_neither_six_nor_seven() -> None:
    village = "12.18.04.2024"
    below = ["v", "v.rt_3", "v.rw_1.rt_2"]
    beside = ["vi", "vii", "v_a", "vi.rt_3", "iv"]
    Place.objects.bulk_create(
        Place(path=f"{village}.{slug}", level="local", name=slug, word="dusun")
        for slug in below + beside
    )
    found = Place.objects.filter(within("path", f"{village}.v"))
    assert [place.path for place in found] == [f"{village}.{slug}" for slug in below]
