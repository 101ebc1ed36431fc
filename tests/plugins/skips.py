"""Where nothing may be skipped, a skipped test counts as failed."""

import os
from collections.abc import Generator
from typing import Any

import pytest

SWITCH = "KENTONGAN_NO_SKIPS"


def strict(report: Any) -> None:
    """Turn a skip into a failure that says why it was skipped."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    told = report.longrepr
    reason = told[2] if isinstance(told, tuple) else str(told)
    report.outcome = "failed"
    report.longrepr = f"{reason}: a skipped test proves nothing here ({SWITCH})"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """Look at what one test came to."""
    report = yield
    if os.environ.get(SWITCH):
        strict(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """Look at what one module came to before its tests ran."""
    report = yield
    if os.environ.get(SWITCH):
        strict(report)
    return report
