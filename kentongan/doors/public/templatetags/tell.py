"""How a report stands, in the words of whoever told it."""

from django import template

from kentongan.beat.follow_ups.documents import STATES as PROMISED
from kentongan.beat.follow_ups.models import FollowUp
from kentongan.beat.reports.documents import CLOSINGS, SAYINGS, STATES
from kentongan.beat.reports.models import Report

register = template.Library()


@register.filter
def stand(report: Report) -> str:
    """Where the report stands."""
    return str(CLOSINGS[report.closing] if report.closing else STATES[report.state])


@register.filter
def saying(said: str) -> str:
    """What a word on it does."""
    return str(SAYINGS[said])


@register.filter
def standing(promise: FollowUp) -> str:
    """Where a promise stands."""
    return str(PROMISED[promise.state])
