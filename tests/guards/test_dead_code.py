"""Nothing stands in the tree that nobody calls."""

import re
from functools import cache
from pathlib import Path

from vulture import Vulture

from tests.guards import tree

CLICK, ALLAUTH, DJANGO = "click", "django-allauth", "Django"
PINNED = {
    "get_command": CLICK,
    "format_commands": CLICK,
    "is_open_for_signup": ALLAUTH,
    "pre_authenticate": ALLAUTH,
    "authentication_failed": ALLAUTH,
    "send_notification_mail": ALLAUTH,
    "build_totp_svg": ALLAUTH,
    "get_totp_issuer": ALLAUTH,
    "get_totp_label": ALLAUTH,
    "generate_authenticator_name": ALLAUTH,
    "_rollback_login_failed_rl_usage": ALLAUTH,
    "get_full_name": DJANGO,
    "get_placeholder": DJANGO,
    "Within": DJANGO,
    "reacts_to": "packages to come; until then the relay's own tests and the bench",
}
"""What only a library calls, and which one. Names, since a name says it all."""

KINDS = {"function", "method", "class", "property"}
FRAMEWORK = re.compile(
    r"(?:.*Config|Meta|Params|ready|handle_\w+|visit_\w+|clean(?:_\w+)?|get_queryset|from_db_value|"
    r"get_db_prep_value|get_prep_value|db_type|pre_save|deconstruct|value_to_string|"
    r"to_python|process_view|process_exception|get_lookup|as_sql|pytest_\w+)"
)
"""Names by which Django, html.parser and pytest call us."""


@cache
def words_elsewhere() -> frozenset[str]:
    """Words of pages, scripts, styles and settings, where names are used as text."""
    texts = [
        path.read_text("utf-8", "replace")
        for path in tree.texts()
        if path.suffix in (".html", ".mjs", ".js", ".txt", ".toml", ".typ", ".svg")
        and not path.name.startswith("requirements")
    ]
    strings = re.findall(
        r"[\"']([\w.]+)[\"']",
        "\n".join(path.read_text("utf-8") for path in tree.sources()),
    )
    words = re.findall(r"\w+", "\n".join(texts))
    return frozenset(words) | {s.rsplit(".", 1)[-1] for s in strings}


def unused(paths: list[str]) -> set[str]:
    """Functions, methods and classes that nothing names, in code or in pages."""
    vulture = Vulture(
        ignore_decorators=[
            "@pytest.*", "@register.*", "@reacts_to*", "@app.*", "@given*", "@*.command*",
            "@click.*", "@*_group*", "@receiver*", "@fixture*", "@template_*",
        ]
    )  # fmt: skip
    vulture.scavenge(paths, exclude=["*/migrations/*"])
    return {
        f"{item.filename.relative_to(tree.ROOT)}: {item.name}"
        if item.filename.is_relative_to(tree.ROOT)
        else item.name
        for item in vulture.get_unused_code(min_confidence=60)
        if item.typ in KINDS
        and "tests" not in item.filename.parts[-3:-1]
        and not FRAMEWORK.fullmatch(item.name)
        and item.name not in words_elsewhere()
    }


def test_nothing_stands_unused() -> None:
    found = unused(
        [str(tree.ROOT / folder) for folder in ("kentongan", "tests", "bench")]
    )
    left = {entry for entry in found if entry.rsplit(" ", 1)[-1] not in PINNED}
    assert left == set()


def test_a_function_that_nobody_calls_would_be_seen(tmp_path: Path) -> None:
    module = tmp_path / "lonely.py"
    module.write_text("def nobody_calls_this_one():\n    return 1\n")
    assert unused([str(module)]) == {"nobody_calls_this_one"}
