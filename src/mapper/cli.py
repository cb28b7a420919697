"""The command line: parses, calls, prints; nothing else."""

from __future__ import annotations

import sys
import webbrowser
from collections.abc import Iterable
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated

import typer

from mapper.edit import ASIDE, Adopted, progress
from mapper.edit import add as add_layer
from mapper.edit import adopt as adopt_layers
from mapper.edit import new as new_atlas
from mapper.edit import remove as remove_layer
from mapper.folder import check as check_atlas
from mapper.folder import listing, load, read
from mapper.packages import Format
from mapper.packages import pack as pack_lesson
from mapper.page import build as build_site
from mapper.page import verify as verify_site
from mapper.problems import MapperError, Problem, errors
from mapper.record import LessonCount, count_lesson, coverage, entries, read_lesson
from mapper.serve import serve as serve_site

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Turns a folder of sources into a map in one HTML file.",
)

Folder = Annotated[
    Path, typer.Argument(help="The project folder: it holds data/atlas.toml and geo/.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Write nothing.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings stop it too.")]


def main() -> None:
    """Run a command; what is wrong is said in plain words, with exit code 1."""
    try:
        app()
    except MapperError as error:
        show(error.problems)
        sys.exit(1)


@app.command()
def build(
    folder: Folder = Path(),
    out: Annotated[Path | None, typer.Option(help="Where to, if not site/.")] = None,
    strict: Strict = False,
) -> None:
    """Build the site: one self-contained page, and the lessons."""
    built = build_site(folder, out, strict)
    show(built.warnings)
    for name, size in built.files.items():
        typer.echo(f"{size / 1000:8,.1f} kB  {built.folder / name}")
    for note in built.notes:
        typer.echo(f"\n{note}")
    typer.echo(f"\nOpen {built.page.resolve()} by double-click, or run: mapper open")


@app.command()
def check(folder: Folder = Path(), strict: Strict = False) -> None:
    """Say everything that is wrong with the folder, and how much it holds."""
    atlas, problems = read(folder)
    problems += check_atlas(atlas)
    show(problems)
    cover = coverage(atlas, entries(atlas))
    certainty = ", ".join(f"{count} {word}" for word, count in cover.by_certainty.items())
    reading = ", ".join(f"{count} {word}" for word, count in cover.by_read.items())
    typer.echo(
        f"{cover.claims} claims ({certainty}), {cover.sources_per_claim:.2f} sources a claim"
    )
    typer.echo(f"{cover.disputed} disputed, {cover.unknown} not known")
    typer.echo(f"{cover.events} events, {cover.sources} sources ({reading})")
    typer.echo(f"{cover.on_openings} claims rest on openings alone")
    if cover.by_side:
        typer.echo("Sources by side: " + ", ".join(f"{n} {of}" for of, n in cover.by_side.items()))
    for lesson in (count_lesson(read_lesson(each, atlas)[0], atlas) for each in atlas.lessons):
        typer.echo(_of_lesson(lesson))
    typer.echo(f"{len(problems)} problems")
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


@app.command("open")
def open_(folder: Folder = Path()) -> None:
    """Open the built page in the browser."""
    page = (folder / "site" / "index.html").resolve()
    if not page.is_file():
        raise MapperError([Problem(str(page), "", "is not there.", "Build it: mapper build.")])
    typer.echo(page.as_uri())
    webbrowser.open(page.as_uri())


@app.command()
def add(
    file: Annotated[str, typer.Argument(help="The file to add: see docs/formats.md.")] = "",
    folder: Annotated[Path, typer.Option(help="The project folder.")] = Path(),
    id: Annotated[str | None, typer.Option(help="Its id, if not from the file's name.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title in the map key.")] = None,
    group: Annotated[str | None, typer.Option(help="The id of a [[group]].")] = None,
    look: Annotated[str | None, typer.Option(help="How it is drawn.")] = None,
    label: Annotated[str | None, typer.Option(help="The column that holds the names.")] = None,
    date: Annotated[str, typer.Option(help="The column that says from when; or FROM,UNTIL.")] = "",
    popup: Annotated[str | None, typer.Option(help="Columns in the records: A,B,C.")] = None,
    layer: Annotated[str | None, typer.Option(help="Which layer or sheet of the file.")] = None,
    crs: Annotated[int | None, typer.Option(help="Its coordinate system: an EPSG code.")] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Enter the files that were dropped into geo/ instead.")
    ] = False,
    tiles: Annotated[
        bool, typer.Option("--tiles", help="Very many features: as tiles, for a web server.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Add a file as a new layer: it is checked, put right and entered in the manifest."""
    if adopt == bool(file):
        raise typer.BadParameter("Name a file to add, or --adopt those in geo/.")
    if adopt:
        if (
            any(option is not None for option in (id, title, group, look, label, popup, layer, crs))
            or date
            or tiles
        ):
            raise typer.BadParameter("--adopt goes with --folder and --dry-run alone.")
        show_adopted(adopt_layers(folder, dry_run))
        return
    with progress() as on_progress:
        added = add_layer(
            folder,
            file,
            id=id,
            title=title,
            group=group,
            look=look,
            label=label,
            date=_listed(date)[:2],
            popup=None if popup is None else _listed(popup),
            layer=layer,
            epsg=crs,
            tiles=tiles,
            dry_run=dry_run,
            on_progress=on_progress,
        )
    show(added.warnings)
    for note in (*added.repaired, *added.guessed):
        typer.echo(f"  {note}")
    west, south, east, north = added.extent
    count = f"{added.features:,} {'feature' if added.features == 1 else 'features'}"
    dated = f", {added.dates[0]} to {added.dates[1]}" if added.dates else ""
    typer.echo(f"{count}, {west:g} to {east:g} east, {south:g} to {north:g} north{dated}")
    would = "" if added.written else "would be "
    typer.echo(f"{would}written to {added.file}, and to data/atlas.toml:\n\n{added.entry}")
    nothing = "Nothing was written: leave out --dry-run to add it."
    typer.echo(added.next_step if added.written else nothing)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Where to: a folder that is empty or not there.")],
) -> None:
    """Make a new atlas: a small example that works, to be changed into your own."""
    for name in new_atlas(folder):
        typer.echo(folder / name)
    typer.echo(
        f"\nAn example atlas. Its README.md says how to go on; see it with: mapper serve {folder}"
    )


@app.command()
def remove(
    layer: Annotated[str, typer.Argument(help="The id of a layer: mapper list names them.")],
    folder: Annotated[Path, typer.Option(help="The project folder.")] = Path(),
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete its file, instead of moving it away.")
    ] = False,
    dry_run: DryRun = False,
) -> None:
    """Take a layer out of the manifest; its file is kept in geo/removed/."""
    removed = remove_layer(folder, layer, delete=delete, dry_run=dry_run)
    show(removed.warnings)
    would = "" if removed.written else "would be "
    if removed.entry:
        typer.echo(f"{would}taken out of data/atlas.toml:\n\n{removed.entry}")
    if removed.now == removed.file:
        typer.echo(f"{removed.file} stays where it is.")
    else:
        typer.echo(f"{removed.file} {would}{f'moved to {removed.now}' if removed.now else 'gone'}.")
    if dry_run:
        typer.echo("Nothing was changed: leave out --dry-run to do it.")


@app.command("list")
def list_(folder: Folder = Path()) -> None:
    """Show the layers in drawing order, the last lying on top."""
    atlas, problems = read(folder)
    show(errors(problems))
    typer.echo(listing(atlas, get_terminal_size().columns))


@app.command()
def export(
    folder: Folder = Path(),
    format: Annotated[str, typer.Option(help="geojson, csv, gpkg, kml, lpf or crate.")] = "geojson",
    out: Annotated[Path, typer.Option(help="The folder for the files.")] = Path("export"),
    replace: Annotated[bool, typer.Option("--replace", help="Replace files there.")] = False,
) -> None:
    """Write the record for other programs: every claim with its sources."""
    from mapper.export import export as export_atlas  # here: it takes geopandas, which is slow
    from mapper.export import write

    for name in write(export_atlas(load(folder), format), out, replace):
        typer.echo(out / name)


@app.command()
def pack(
    lesson: Annotated[str, typer.Argument(help="The id of a lesson: its file's name.")],
    folder: Folder = Path(),
    formats: Annotated[
        list[Format], typer.Option("--as", help="For which platform; more than one may be asked.")
    ] = [Format.ZIP],  # noqa: B006 # typer reads it, nothing changes it
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the files.")] = Path(
        "packages"
    ),
    replace: Annotated[bool, typer.Option("--replace", help="Replace files there.")] = False,
) -> None:
    """Pack a lesson for the platform of a school, with the map that it frames."""
    from mapper.export import write  # here: it takes geopandas, which is slow

    for name in write(pack_lesson(folder, lesson, formats), out, replace):
        typer.echo(out / name)


@app.command()
def serve(
    folder: Folder = Path(),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The first port to try.")] = 8000,
) -> None:
    """Show the site at http://127.0.0.1, built anew and reloaded after every save."""
    serve_site(folder, port, say=typer.echo, report=show)


@app.command()
def verify(folder: Folder = Path()) -> None:
    """Check that the files of the site are those the build wrote."""
    problems = verify_site(folder / "site")
    if problems:
        raise MapperError(problems)
    typer.echo("The site is as it was built.")


def show_adopted(adopted: Adopted) -> None:
    """What became of the files of `geo/`, file by file, and what to do next."""
    show(adopted.warnings)
    would = "" if adopted.written else "would be "
    for drop in adopted.drops:
        for note in drop.notes:
            typer.echo(f"  {note}")
        if drop.new is not None:
            typer.echo(f"{would}written anew, and kept as it was: {drop.file}{ASIDE}")
        typer.echo(f"{drop.file} {would}entered in data/atlas.toml:\n\n{drop.entry}")
    if not adopted.drops:
        typer.echo("Every layer of geo/ has its entry: there is nothing to adopt.")
    elif adopted.written:
        typer.echo("Fill in the licences in data/atlas.toml, then: mapper build")
    else:
        typer.echo("Nothing was written: leave out --dry-run to adopt.")


def _listed(columns: str) -> tuple[str, ...]:
    """The names of columns between commas."""
    return tuple(filter(None, map(str.strip, columns.split(","))))


def show(problems: Iterable[Problem]) -> None:
    """Problems, one a line, errors last so that they are what one sees."""
    for problem in sorted(problems, key=lambda each: each.severity == "error"):
        mark = "warning: " if problem.severity == "warning" else ""
        typer.echo(f"{mark}{problem}", err=True)
