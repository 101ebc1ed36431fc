"""The seed's article, where it lies beside the project, gives the seed's visit."""

import json
from pathlib import Path

import pytest

from kentongan.beat.visits.rules.exchange import canonical, facts
from kentongan.desk.news.reading import read

SEED = Path(__file__).parents[6] / "shared" / "seed"


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not beside the project")
def test_the_seed_article_is_read_in_every_fact() -> None:
    reading = read((SEED / "article.txt").read_text("utf-8"))
    expected = json.loads((SEED / "visit.json").read_text("utf-8"))
    assert json.loads(canonical(facts(reading.visit))) == json.loads(
        canonical(expected)
    )
    assert reading.warnings == []


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed is not beside the project")
def test_every_fact_of_the_seed_points_to_its_words() -> None:
    text = (SEED / "article.txt").read_text("utf-8")
    reading = read(text)
    words = {path: text[a:b] for path, (a, b) in reading.spans.items()}
    assert words["date"] == "23/4/2025"
    assert words["place.village"] == "Simpang Empat"
    for at, officer in enumerate(reading.visit["officers"]):
        assert words[f"officers.{at}.name"] == officer["name"]
        assert words[f"officers.{at}.rank"] == officer["rank"]
        assert words[f"officers.{at}.position"] == officer["position"]
    for at, one in enumerate(reading.visit["attendees"]):
        assert words[f"attendees.{at}.name"] == one["name"]
    for field in ("purposes", "messages", "programmes"):
        for at in range(len(reading.visit[field])):
            assert words[f"{field}.{at}"]
