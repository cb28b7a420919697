"""A mistyped period: told at the manifest, with all else that is wrong, with a story or without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import mapper
from mapper import MapperError, build
from mapper.cli import app
from mapper.edit import add, new_empty
from mapper.folder import check, read
from mapper.problems import Problem
from mapper.serve.watch import rebuild

MISTYPED = {  # what is told
    "1741-03 to 1741-10": "not a date we read",
    "spring 1741": "not a date we read",
    "1742/1741": "ends before it starts",
    "1741-06-02/1741-06-01": "ends before it starts",
    "1741/..": "has an open end",
    "../1741": "has an open end",
    "1741-13/1742": "there is no month 13",
    "1741-02-30/1742": "1741-02",
    "99999/1742": "not a date we read",
    "9" * 5000: "not a date we read",
}

STORY = """# A story

## One

```map
date = "1741-05-01"
span = "1741-04/1741-06"
```

Words [@nobody].
"""


def with_manifest(folder: Path, key: str, value: str) -> None:
    manifest = folder / "data" / "atlas.toml"
    text = manifest.read_text("utf-8")
    line = f'{key} = "{value}"'
    if re.search(rf"(?m)^{key} = ", text):
        text = re.sub(rf'(?m)^{key} = ".*"$', line, text, count=1)
    else:
        text = text.replace("[atlas]\n", f"[atlas]\n{line}\n", 1)
    manifest.write_text(text, "utf-8")


@pytest.mark.parametrize("story", [STORY, ""], ids=["story", "no story"])
@pytest.mark.parametrize("period", MISTYPED, ids=lambda text: text[:20])
def test_it_is_told_at_the_manifest(period: str, story: str, harbour: Path) -> None:
    with_manifest(harbour, "period", period)
    (harbour / "data" / "story.md").write_text(story, "utf-8")

    with pytest.raises(MapperError) as caught:
        build(harbour)

    told = [each for each in caught.value.problems if each.place == "atlas.period"]
    assert len(told) == 1
    assert told[0].file == "data/atlas.toml"
    assert MISTYPED[period] in told[0].what
    if story:
        assert any("nobody" in str(each) for each in caught.value.problems)
    assert not (harbour / "site").exists()


def test_the_day_on_which_it_opens_may_be_mistyped_too(harbour: Path) -> None:
    with_manifest(harbour, "opens", "soon")
    (harbour / "data" / "story.md").write_text(STORY, "utf-8")

    done = CliRunner().invoke(app, ["check", str(harbour)])

    assert done.exit_code == 1
    assert 'data/atlas.toml: atlas.opens: "soon": not a date we read.' in done.output


def test_while_it_is_served_it_is_reported_and_the_serving_goes_on(harbour: Path) -> None:
    with_manifest(harbour, "period", "spring 1741")
    (harbour / "data" / "story.md").write_text(STORY, "utf-8")
    said: list[Problem] = []

    assert not rebuild(harbour, mapper.build, said.extend)
    assert any(each.place == "atlas.period" for each in said)


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("-0499/-0299", "1 January 500 BC"),
        ("-0043-03/0014", "1 March 44 BC"),
        ("-9999/-9000", "1 January 10000 BC"),
        ("0000/0030", "1 January 1 BC"),
    ],
)
def test_an_atlas_of_a_time_before_christ_is_built(period: str, said: str, tmp_path: Path) -> None:
    table = tmp_path / "born.csv"
    table.write_text("name,lat,lon,born\nIt,38,23.7,-0427\nOther,38,24,427 BC\n", "utf-8")
    new_empty(tmp_path / "atlas", period=period)
    add(tmp_path / "atlas", table, date=("born",))

    page = build(tmp_path / "atlas").page.read_text("utf-8")

    assert f"{said}." in page


@pytest.mark.parametrize("period", ["0001/5000", "0001/9999"])
def test_of_thousands_of_years_an_atlas_is_built_as_soon_as_of_one(
    period: str, harbour: Path
) -> None:
    with_manifest(harbour, "period", period)
    atlas, problems = read(harbour)

    assert [each for each in [*problems, *check(atlas)] if each.place == "atlas.period"] == []
    assert build(harbour).page.stat().st_size < 600_000
