"""Read visits out of releases, WhatsApp reports and minutes; needs no database."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kentongan.config.commandline import BadInput
from kentongan.desk.news.reading import Reading
from kentongan.desk.news.reading import read as read_text

_LARGEST = 64 * 1024 * 1024


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One kentongan.visit/1 object a line, with spans, for machines.",
)
def command(files: tuple[str, ...], *, as_json: bool) -> None:
    """Read each FILE as one text and say what it tells; `-` is standard input.

    Nothing is guessed: every fact stands beside the words it was read from.
    """
    bad = 0
    undated = 0
    for name in _shown(files, as_json=as_json):
        try:
            text = text_of(name)
        except BadInput as problem:
            click.echo(f"{problem.message}", err=True)
            bad += 1
            continue
        reading = read_text(text)
        undated += reading.visit["date"] is None
        _print(name, text, reading, as_json=as_json, many=len(files) > 1)
    if as_json and undated:
        click.echo(f"Without a date, so not to be recorded yet: {undated}.", err=True)
    if bad:
        raise BadInput(f"{bad} of {len(files)} could not be read; all others were.")


def text_of(name: str) -> str:
    """The text of a file or of standard input.

    Raises:
        BadInput: It is missing, no file, too large or no text.
    """
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadInput(
            f"{name}: {(error.strerror or 'not readable').lower()}."
        ) from error
    if len(data) > _LARGEST:
        raise BadInput(f"{name}: larger than 64 MB; that is no report.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text[:4096] or not text.strip():
        raise BadInput(f"{name}: holds no text.")
    return text


def _shown(files: tuple[str, ...], *, as_json: bool) -> Iterator[str]:
    """The files, with a bar on a terminal where that is not in the way of the answer."""
    quiet = not sys.stderr.isatty() or (sys.stdout.isatty() and as_json)
    if len(files) < 2 or quiet or not as_json:
        yield from files
        return
    with click.progressbar(files, label="Reading", file=sys.stderr) as bar:
        yield from bar


def _print(
    name: str, text: str, reading: Reading, *, as_json: bool, many: bool
) -> None:
    if as_json:
        click.echo(json.dumps(reading.visit, ensure_ascii=False))
        return
    if many:
        click.echo(f"== {name}")
    for path, value in facts(reading):
        span = reading.spans.get(path)
        words = " ".join(text[span[0] : span[1]].split()) if span else ""
        click.echo(f"{path:<26} {value}" + (f"   <- {words!r}" if words else ""))
    for warning in reading.warnings:
        click.echo(f"! {warning['code']}: {warning['about']}")
    for path, values in reading.candidates.items():
        click.echo(f"? {path}: {' or '.join(values)}")
    click.echo()


def facts(reading: Reading) -> Iterable[tuple[str, str]]:
    """Every filled field of a visit by its path, in the order of the format."""
    for name, value in reading.visit.items():
        if name not in ("spans", "format"):
            yield from _flat(name, value)


def _flat(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _flat(f"{path}.{name}", one)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _flat(f"{path}.{at}", one)
    elif value is not None and value != "":
        yield path, str(value)
