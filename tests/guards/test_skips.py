"""Where it is asked for, a skipped test fails."""

from types import SimpleNamespace

from tests.plugins.skips import strict


def test_a_skip_becomes_a_failure_that_says_why() -> None:
    report = SimpleNamespace(skipped=True, outcome="skipped", longrepr=("f", 1, "gone"))
    strict(report)
    assert report.outcome == "failed"
    assert report.longrepr.startswith("gone")


def test_what_passed_or_was_expected_to_fail_stays() -> None:
    passed = SimpleNamespace(skipped=False, outcome="passed")
    expected = SimpleNamespace(skipped=True, outcome="skipped", wasxfail="known")
    strict(passed)
    strict(expected)
    assert (passed.outcome, expected.outcome) == ("passed", "skipped")
