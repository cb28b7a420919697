"""The atlas as a whole: built, checked, opened, served, verified."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from mapper.cli.program import Folder, OnPaper, Pdf, Strict, command, paper_of, show
from mapper.folder import check as check_atlas
from mapper.folder import read
from mapper.packages import pack_all
from mapper.page import build as build_site
from mapper.page import verify as verify_site
from mapper.problems import MapperError, Problem, errors
from mapper.record import LessonCount, count_lesson, coverage, entries, read_lesson
from mapper.serve import serve as serve_site


@command()
def build(
    folder: Folder = Path(),
    out: Annotated[Path | None, typer.Option(help="Where to, if not site/.")] = None,
    strict: Strict = False,
    pdf: Pdf = False,
    paper: OnPaper = None,
    packages: Annotated[
        bool,
        typer.Option("--packages", help="Pack each lesson too; the list of lessons offers it."),
    ] = False,
) -> None:
    """Build the site: one self-contained page, and the lessons."""
    offers = [pack_all] if packages else []
    built = build_site(folder, out, strict, paper_of(pdf, paper), offers)
    show(built.warnings)
    for name, size in built.files.items():
        typer.echo(f"{size / 1000:8,.1f} kB  {built.folder / name}")
    for note in built.notes:
        typer.echo(f"\n{note}")
    typer.echo(f"\nOpen {built.page.resolve()} by double-click, or run: mapper open")


@command(short_help="Say everything that is wrong with the folder.")
def check(folder: Folder = Path(), strict: Strict = False) -> None:
    """Say everything that is wrong with the folder, and how much it holds."""
    atlas, problems = read(folder)
    problems += check_atlas(atlas)
    show(problems)
    cover = coverage(atlas, entries(atlas))
    certainty = ", ".join(f"{count} {word}" for word, count in cover.by_certainty.items())
    reading = ", ".join(f"{count} {word}" for word, count in cover.by_read.items())
    counts = f" ({certainty}), {cover.sources_per_claim:.2f} sources a claim"
    typer.echo(f"{cover.claims} claims{counts if cover.claims else ''}")
    typer.echo(f"{cover.disputed} disputed, {cover.unknown} not known")
    typer.echo(
        f"{cover.events} events, {cover.sources} sources{f' ({reading})' if reading else ''}"
    )
    typer.echo(f"{cover.on_openings} claims rest on openings alone")
    if cover.by_side:
        typer.echo("Sources by side: " + ", ".join(f"{n} {of}" for of, n in cover.by_side.items()))
    for lesson in (count_lesson(read_lesson(each, atlas)[0], atlas) for each in atlas.lessons):
        typer.echo(_of_lesson(lesson))
    typer.echo(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}")
    if errors(problems) or (strict and problems):
        raise typer.Exit(1)


def _of_lesson(lesson: LessonCount) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in lesson.by_kind.items())
    listed = f" ({kinds})" if kinds else ""
    lacks = f"; it lacks {', '.join(lesson.lacks)}" if lesson.lacks else ""
    return (
        f"Lesson {lesson.id}: {sum(lesson.by_kind.values())} questions{listed},"
        f" {lesson.cards} source cards of {lesson.sides} sides, {lesson.tasks} tasks{lacks}"
    )


@command("open")
def open_(folder: Folder = Path()) -> None:
    """Open the built page in the browser."""
    page = (folder / "site" / "index.html").resolve()
    if not page.is_file():
        raise MapperError([Problem(str(page), "", "is not there.", "Build it: mapper build.")])
    typer.echo(page.as_uri())
    webbrowser.open(page.as_uri())


@command(short_help="Show the site at http://127.0.0.1, built anew after every save.")
def serve(
    folder: Folder = Path(),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The first port to try.")] = 8000,
) -> None:
    """Show the site at http://127.0.0.1, built anew and reloaded after every save."""
    serve_site(folder, port, say=typer.echo, report=show)


@command()
def verify(folder: Folder = Path()) -> None:
    """Check that the files of the site are those the build wrote."""
    problems = verify_site(folder / "site")
    if problems:
        raise MapperError(problems)
    typer.echo("The site is as it was built.")
