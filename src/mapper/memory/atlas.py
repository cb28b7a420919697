"""`Atlas`: one that was read, or is made step by step; each step gives another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from mapper import model
from mapper.drafts import write_page
from mapper.edit import make_folder
from mapper.folder import check, read
from mapper.formats import slug
from mapper.frames import Notes
from mapper.memory.called import step
from mapper.memory.entry import checked_keys
from mapper.memory.layer import Layer
from mapper.memory.parts import Held, Parts
from mapper.memory.rows import Events, Facts, Sources
from mapper.memory.steps import add_events, add_facts, add_layer, add_sources, parts_of, put_story
from mapper.memory.tables import defaults
from mapper.memory.told import plain
from mapper.model import MANIFEST, AtlasEntry, LayerEntry
from mapper.page import site_files
from mapper.problems import MapperError, Problem, errors, guess


@dataclass(frozen=True, repr=False)
class Atlas(model.Atlas):
    """The whole of an atlas, which no step changes: each gives another atlas.

    `parts` is what it is made of; `said` what was wrong with that when it was read. Two are equal
    if all in them is; but a big layer, whose features are columns, is equal to itself alone. None
    can be in a set or the key of a dict.
    """

    parts: Parts | None = field(default=None, compare=False)
    said: tuple[Problem, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for name, rows in (("facts", Facts), ("events", Events), ("sources", Sources)):
            object.__setattr__(self, name, rows(getattr(self, name), self.language))

    @classmethod
    def new(
        cls,
        title: str,
        *,
        id: str | None = None,
        period: str | None = None,
        bounds: Sequence[float] | None = None,
        summary: str = "",
        languages: Sequence[str] = ("en",),
        **more: Any,
    ) -> Atlas:
        """An atlas without layers.

        Args:
            title: its title. id: made of the title if left out.
            period: the time that it tells of, as 1850/1860; the years of all its dates if left out.
            bounds: west, south, east, north of its map, in degrees; all its layers if left out.
            summary: what it is about.
            languages: those of its texts, as en or fa; the first is that of texts without a suffix.
            more: further keys of `[atlas]` in the manifest: opens, view, zoom, authors, licence …

        Raises:
            MapperError: with all that is wrong.
            TypeError: there is no such key.
        """
        checked_keys("Atlas.new", AtlasEntry, more)
        info = {
            "id": id or slug(str(title)) or "atlas",
            "title": title,
            "summary": summary or None,
            "period": period,
            "bounds": bounds,
            "languages": languages,
            "date": date.today(),
            **more,
        }
        with step("Atlas.new"):
            return cls._of(Parts({"atlas": plain(info)}))

    def with_layer(
        self,
        frame: Any,
        *,
        id: str,
        title: str | None = None,
        look: str | None = None,
        colour: str | Mapping[str, Any] | None = None,
        popup: Any = None,
        when: str | Sequence[str] | Mapping[str, str] | None = None,
        states: str | Mapping[str, str] | None = None,
        label: str | None = None,
        ids: str | None = None,
        licence: str = "not stated",
        **more: Any,
    ) -> Atlas:
        """The atlas with a layer of a GeoDataFrame above the others.

        Args:
            frame: in any coordinate system; its columns are the properties of the features.
            id, title: of the layer; the title is made of the id if left out.
            look: how features are drawn; if left out, as no other layer is yet.
            colour: a column, or the table of the manifest: {"by": "depth", "method": "quantile"}.
            popup: the columns that records show: names, a number, True for all, False for none;
                if left out, the first 20 but those that the map reads itself.
            when: the column, or field of facts, from when a feature was there, and the one until
                when: a name, two, or {"from": …, "until": …}.
            states: how features are in time: lasting, passing, onward; or the manifest's table.
            label: the column that names features; else one called name, else the index.
            ids: the column that holds their ids; else `id` or the index, if they are ids.
            licence: of the data. more: further keys of `[[layer]]`: source, group, summary …

        Raises:
            MapperError: with what is wrong, and which column was meant.
            TypeError: there is no such key.
        """
        checked_keys("with_layer", LayerEntry, more)
        notes = Notes()
        with step("with_layer"):
            parts = add_layer(
                parts_of(self.parts),
                frame,
                {"id": id, "title": title, "look": look, "licence": licence, **more},
                {"colour": colour, "popup": popup, "when": when, "states": states},
                label=label,
                ids=ids,
                language=self.language,
                notes=notes,
            )
            found = self._of(parts)
        notes.warn()
        return found

    def with_facts(
        self,
        rows: Any,
        *,
        fields: Mapping[str, Any] | None = None,
        sources: str | Iterable[str] = "",
        certainty: str = "",
    ) -> Atlas:
        """The atlas with facts more: what is said of a subject, and by which sources.

        Args:
            rows: a DataFrame, or a list of dicts, with the columns `subject` (the id of a feature,
                or atlas), `field`, `value`, `date`, `sources`, `certainty`, `note`.
            fields: field → its kind, or its table in the manifest. Fields that are left out are
                errors then; without any, a field is what its values look like.
            sources, certainty: of rows that say none.

        Raises:
            MapperError: it is no table.
        """
        with step("with_facts"):
            own = defaults(sources, certainty)
            return self._of(add_facts(parts_of(self.parts), self, rows, fields, own))

    def with_events(
        self, rows: Any, *, sources: str | Iterable[str] = "", certainty: str = ""
    ) -> Atlas:
        """The atlas with events more: something dated, at a feature or off the map.

        Args:
            rows: a DataFrame, or a list of dicts, with the columns `id` (made of the title if left
                out), `date`, `subject` or `where`, `title`, `text`, `sources`, `certainty`, `note`.
            sources, certainty: of rows that say none.

        Raises:
            MapperError: it is no table.
        """
        with step("with_events"):
            own = defaults(sources, certainty)
            return self._of(add_events(parts_of(self.parts), self, rows, own))

    def with_sources(self, sources: Any) -> Atlas:
        """The atlas with sources more: BibTeX, a path to it, a list of dicts, or a frame.

        Each has a key, a title, and says how much of it was read, and when (`read`, `readdate`).

        Raises:
            MapperError: it is nothing of that.
        """
        with step("with_sources"):
            return self._of(add_sources(parts_of(self.parts), sources))

    def with_story(self, text: str) -> Atlas:
        """The atlas with this story, told on the map: Markdown, as in `data/story.md`.

        Raises:
            MapperError: it is no text.
        """
        with step("with_story"):
            return self._of(put_story(parts_of(self.parts), text))

    def check(self) -> list[Problem]:
        """All that is wrong with it: what `mapper check` says of the folder that `write` makes."""
        return [*self.said, *check(self)]

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the atlas as one HTML file, the page that `mapper build` makes.

        Lessons and archives of tiles, which are files beside it, are not in it.

        Raises:
            MapperError: with every error; or the disk refuses it. Then nothing is written.
        """
        self._refuse()
        pages = site_files(replace(self, lessons=()))
        return write_page(path, pages["index.html"])

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Make a project folder of it, for `mapper check`, `build` and all other commands.

        Raises:
            MapperError: with every error; the folder holds something, or cannot be written. Then
                nothing is written.
        """
        self._refuse()
        with step("write"):
            files = parts_of(self.parts).all_files()
        make_folder(Path(folder), files)
        return Path(folder)

    def layer(self, id: str) -> Layer:
        """One of its layers, which can be a frame.

        Raises:
            MapperError: there is no such layer; it says which was meant.
        """
        for each in self.layers:
            if each.id == id:
                return Layer(each.entry, each.features, atlas=self)
        known = [each.id for each in self.layers]
        mend = guess(str(id), known) or f"There are {', '.join(known) or 'none'}."
        raise MapperError([Problem("layer()", "", f'there is no layer "{id}".', mend)])

    def __repr__(self) -> str:
        layers = ", ".join(f"{each.id} {len(each.features):,}" for each in self.layers)
        counts = f"{len(self.facts):,} facts, {len(self.events):,} events"
        return f"<mapper atlas: {self.manifest.atlas.title} ({layers or 'no layers'}; {counts})>"

    @classmethod
    def _of(cls, parts: Parts) -> Atlas:
        """What the folder's reader makes of the parts.

        Raises:
            MapperError: something said of the atlas or of a layer cannot stand in a manifest.
        """
        found, problems = read(Held(parts))
        wrong_words = [each for each in errors(problems) if each.file == MANIFEST]
        if wrong_words:
            raise MapperError(wrong_words)
        return cls(**vars_of(found), parts=parts, said=tuple(problems))

    def _refuse(self) -> None:
        problems = self.check()
        if errors(problems):
            raise MapperError(problems)


def vars_of(atlas: model.Atlas) -> dict[str, Any]:
    """The fields of an atlas, without what was found out of them since."""
    return {name: getattr(atlas, name) for name in model.Atlas.__dataclass_fields__}
