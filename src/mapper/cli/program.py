"""What the commands share: the program, its options, and how problems are shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from mapper.page import Paper
from mapper.problems import Problem

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turns a folder of sources into a map in one HTML file.",
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
    for problem in sorted(problems, key=lambda each: each.severity == "error"):
        mark = "warning: " if problem.severity == "warning" else ""
        typer.echo(f"{mark}{problem}", err=True)
