"""Clusters, held against published results and by properties."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kentongan.desk.insight.clusters.hotspots import hotspots
from kentongan.desk.insight.clusters.repeats import Bins, close_pairs, near_repeats
from kentongan.desk.insight.clusters.scans import llr, scan
from tests.guards import tree

SHARED = tree.SHARED / "fixtures"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="no shared data here")
EVENTS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 60)),
    min_size=2,
    max_size=40,
)


def fixture(name: str) -> dict[str, Any]:
    all_of_them = json.loads((SHARED / "science.json").read_text("utf-8"))["fixtures"]
    found: dict[str, Any] = next(one for one in all_of_them if one["id"] == name)
    return found


def ny(name: str) -> list[list[float]]:
    text = (SHARED / f"data/ny_leukemia_{name}.txt").read_text("utf-8")
    return [[float(cell) for cell in line.split()] for line in text.splitlines()]


@needs_shared
def test_near_repeats_are_the_published_ones() -> None:
    told = fixture("knox-burkitt")
    text = (SHARED / "data/burkitt.csv").read_text("utf-8")
    rows = [
        [float(cell) for cell in line.split(",")]
        for line in text.splitlines()
        if line[0].isdigit()
    ]
    data = np.array(rows)
    want = told["expected"]
    assert len(data) == want["n"]
    for at, (metres, days) in enumerate(told["inputs"]["settings"]):
        bins = Bins((metres,), "km"), Bins((days,), "days")
        found = near_repeats(data[:, :2], data[:, 2], bins, permutations=999)
        assert found.observed.tolist() == [[want["knox"][at]]]
        assert found.space_pairs.tolist() == [want["space_pairs"][at]]
        assert found.time_pairs.tolist() == [want["time_pairs"][at]]
        assert found.expected[0, 0] == pytest.approx(want["expected"][at], rel=0.06)
        assert found.p[0, 0] == pytest.approx(want["mc_p_approx"][at], abs=0.05)


def test_three_days_lie_in_the_bin_that_ends_with_three() -> None:
    bins = Bins((100.0,), "m"), Bins((3.0, 6.0), "days")
    found = near_repeats([[0, 0], [0, 100]], [0, 3], bins, permutations=9)
    assert found.observed.tolist() == [[1, 0]]
    assert bins[1].names == ["[0, 3] days", "(3, 6] days"]


@given(EVENTS, st.integers(1, 20), st.integers(1, 30))
def test_close_pairs_are_those_of_the_plain_count(
    events: list[tuple[int, int, int]], metres: int, days: int
) -> None:
    data = np.array(events, float)
    near = plain = both = timely = 0
    for i, one in enumerate(data):
        for other in data[:i]:
            is_near = np.hypot(*(one[:2] - other[:2])) <= metres
            is_soon = abs(one[2] - other[2]) <= days
            near, timely = near + is_near, timely + is_soon
            both, plain = both + (is_near and is_soon), plain + 1
    bins = Bins((metres,), "m"), Bins((days,), "days")
    found = near_repeats(data[:, :2], data[:, 2], bins, permutations=3)
    assert found.observed.tolist() == [[both]]
    assert found.space_pairs.tolist() == [near]
    assert found.time_pairs.tolist() == [timely]
    assert 0.25 <= found.p.min() <= found.p.max() <= 1.0


def test_pairs_are_whole_where_they_are_looked_at_in_blocks() -> None:
    points = np.random.default_rng(1).uniform(0, 10, (3000, 2))
    left, right, apart = close_pairs(points, 20.0)
    assert len(apart) == 3000 * 2999 // 2
    assert len({*zip(left.tolist(), right.tolist(), strict=True)}) == len(apart)


@pytest.mark.parametrize("edges", [(), (0.0,), (3.0, 3.0), (5.0, 2.0)])
def test_edges_that_make_no_bins_are_refused(edges: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="edges rise"):
        Bins(edges, "m")


def test_a_single_event_has_no_neighbour() -> None:
    bins = Bins((1.0,), "m"), Bins((1.0,), "days")
    with pytest.raises(ValueError, match="two events"):
        near_repeats([[0, 0]], [0], bins)


@needs_shared
def test_the_ratio_is_the_published_one() -> None:
    told = fixture("kulldorff-llr")
    total, people = told["inputs"]["C"], told["inputs"]["P"]
    rows = told["inputs"]["clusters"]
    found = llr(
        [row["c"] for row in rows],
        [total * row["pop"] / people for row in rows],
        total,
    )
    assert found == pytest.approx(told["expected"]["llr"], abs=1e-6)


@needs_shared
def test_the_scan_finds_what_satscan_found() -> None:
    told = fixture("satscan-ny-cartesian")["expected"]
    cases = [int(row[1]) for row in ny("cases")]
    people = [row[2] for row in ny("pop")]
    found = scan([row[1:] for row in ny("coords")], cases, people, most=0.1)
    for mine, theirs in zip(found.clusters[:2], told["clusters"][:2], strict=True):
        assert (len(mine.members), mine.population, mine.cases) == (
            theirs["n"],
            theirs["pop"],
            theirs["c"],
        )
        assert mine.expected == pytest.approx(theirs["exp"], abs=0.006)
        assert mine.llr == pytest.approx(theirs["llr"], abs=1e-6)
        assert mine.p == pytest.approx(theirs["p"], abs=0.012)
    first = {member + 1 for member in found.clusters[0].members}
    assert first == set(told["first_cluster_ids"])


@given(st.lists(st.integers(0, 9), min_size=3, max_size=12), st.integers(0, 99))
def test_clusters_share_no_place_and_stay_small(cases: list[int], seed: int) -> None:
    people = [10.0] * len(cases)
    points = np.random.default_rng(seed).uniform(0, 1, (len(cases), 2))
    found = scan(points, cases, people, replicates=9, seed=seed)
    members = [one for cluster in found.clusters for one in cluster.members]
    assert len(members) == len(set(members))
    assert all(one.population <= 5.0 * len(cases) for one in found.clusters)
    assert all(one.cases > one.expected for one in found.clusters)
    assert found == scan(points, cases, people, replicates=9, seed=seed)


def test_a_place_without_people_is_refused() -> None:
    with pytest.raises(ValueError, match="people"):
        scan([[0, 0], [1, 1]], [1, 1], [5, 0])


@needs_shared
def test_hot_spots_are_the_published_ones() -> None:
    told = fixture("moran-gstar-columbus")["expected"]
    data = json.loads((SHARED / "data/columbus.json").read_text("utf-8"))
    base = min(one for near in data["neighbours"] for one in near)
    near = [[one - base for one in row] for row in data["neighbours"]]
    found = hotspots(data["crime"], near)
    assert found.z[:6] == pytest.approx(told["gstar_first6"], abs=1e-8)
    assert found.z.max() == pytest.approx(told["gstar_max"], abs=1e-8)
    assert int((found.z > 1.96).sum()) == told["n_gstar_gt_196"]
    # Of ten that a single test would name, fewer are left when all are asked at once.
    assert 0 < int(found.stand_out.sum()) < told["n_gstar_gt_196"]


def test_where_all_are_alike_nothing_stands_out() -> None:
    found = hotspots([4.0, 4.0, 4.0], [[1], [0, 2], [1]])
    assert found.z.tolist() == [0.0, 0.0, 0.0]
    assert not found.stand_out.any()
