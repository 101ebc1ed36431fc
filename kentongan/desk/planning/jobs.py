"""Plans are made behind the pages, one after the other."""

from importlib import import_module
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kentongan.desk.planning.services import QUEUE, TASK


@app.task(queue=QUEUE, name=TASK, retry=RetryStrategy(max_attempts=3))
def carry_out(planning_id: str) -> None:
    """Find what was asked for."""
    # Every process knows its jobs; only the one that does this loads the solver.
    making = import_module("kentongan.desk.planning.making")
    making.carry_out(UUID(planning_id))
