"""What can be forgotten is forgotten: a clock calls every such act."""

import ast

from procrastinate.contrib.django import app

from tests.guards import tree


def forgetting() -> set[str]:
    """Acts that forget, each as package and name."""
    return {
        f"{path.relative_to(tree.PACKAGE).parts[1]}.{node.name}"
        for path in tree.sources()
        if "services" in path.relative_to(tree.PACKAGE).with_suffix("").parts
        for node in tree.parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith(("expire_", "forget_"))
    }


def called_by_clocks() -> set[str]:
    """What the jobs of each package call."""
    return {
        f"{path.relative_to(tree.PACKAGE).parts[1]}.{tree.last_name(node.func)}"
        for path in tree.sources()
        if path.stem == "jobs"
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call)
    }


def test_every_act_that_forgets_is_called_by_a_clock() -> None:
    assert forgetting() >= {"seals.expire_files", "visits.expire_names"}
    assert forgetting() - called_by_clocks() == set()


def test_the_clock_knows_these_jobs() -> None:
    app.perform_import_paths()  # type: ignore[no-untyped-call]
    periodic = {
        task.task.name for task in app.periodic_registry.periodic_tasks.values()
    }
    assert {"visits.expire_names", "community.expire_names"} <= periodic
    assert {"seals.expire_files", "ledger.turn_months", "access.forget"} <= periodic
