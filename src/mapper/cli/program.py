"""What the commands share: the program, its options, and how problems are shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from mapper.page import Paper
from mapper.problems import Problem, gathered


def examples(*lines: str) -> str:
    """Commands to be shown below a help text, one a line."""
    return "\n".join(("\b", "Examples:", *(f"  {line}" for line in lines)))  # \b keeps the lines


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # it would take [[group]] for a style, and leave it out
    help="Turns a folder of sources into a map in one HTML file.",
    epilog=examples(
        "mapper new my-atlas                          an atlas to begin with",
        "mapper add mills.csv --folder my-atlas       a layer of the mills",
        "mapper build my-atlas                        the map: my-atlas/site/index.html",
    ),
)

command = app.command

Folder = Annotated[
    Path, typer.Argument(help="The project folder: it holds data/atlas.toml and geo/.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings stop it too.")]
Pdf = Annotated[
    bool, typer.Option("--pdf", help="Sheets as PDF too, by a browser that is installed.")
]
OnPaper = Annotated[Paper | None, typer.Option("--paper", help="Of the PDFs, if not A4.")]


def paper_of(pdf: bool, paper: Paper | None) -> Paper | None:
    """On which paper PDFs are asked for; None if none are."""
    if paper and not pdf:
        raise typer.BadParameter("is for PDFs: ask for them with --pdf.", param_hint="--paper")
    return (paper or Paper.A4) if pdf else None


def show(problems: Iterable[Problem]) -> None:
    """Problems, one a line, errors last so that they are what one sees."""
    for problem in sorted(gathered(problems), key=lambda each: each.severity == "error"):
        mark = "warning: " if problem.severity == "warning" else ""
        typer.echo(f"{mark}{problem}", err=True)
