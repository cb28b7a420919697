"""Base maps from the network: what the page may ask for, and what the manifest may not name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import mapper
from mapper.looks.online import BaseError, resolved
from mapper.model.manifest import BaseEntry
from mapper.problems import MapperError
from tiles import with_base

# The policy.


def policy_of(page: Path) -> str:
    found = re.search(r'<meta content="(default-src [^"]*)"', page.read_text("utf-8"))
    assert found
    return found[1]


def test_the_policy_names_exactly_the_hosts_and_only_for_pictures(
    harbour: Path, tmp_path: Path
) -> None:
    plain = mapper.build(harbour, tmp_path / "plain").page
    entry = 'id = "topo"\nprovider = "OpenTopoMap"'
    asking = mapper.build(with_base(harbour, entry), tmp_path / "asking").page

    rules = dict(rule.split(" ", 1) for rule in policy_of(asking).split("; "))
    before = dict(rule.split(" ", 1) for rule in policy_of(plain).split("; "))
    hosts = [f"https://{each}.tile.opentopomap.org" for each in "abc"]
    assert before["img-src"] == "data:"
    assert rules.pop("img-src").split() == ["data:", *hosts]
    for name in ("default-src", "base-uri", "form-action"):
        assert rules[name] == before[name]
    assert set(rules) == set(before) - {"img-src"}
    assert len(rules["script-src"].split()) == len(before["script-src"].split()) + 1
    lesson = policy_of(asking.parent / "lessons" / "storm.html")
    assert "opentopomap" not in lesson
    text = asking.read_text("utf-8")
    assert '"https://www.openstreetmap.org/copyright"' in text


def test_a_page_that_names_none_is_without_it(harbour: Path) -> None:
    """No bundle, no word of it, and the policy is the one it always was."""
    page = mapper.build(harbour).page

    text = page.read_text("utf-8")
    assert "leaflet-tile-loaded" not in text
    assert '"bases"' not in text.split("id=payload", 1)[-1].split('"contract"')[0]
    assert "What it asks the network for" not in text
    assert re.fullmatch(
        r"default-src 'none'; script-src( 'sha256-[\w+/=]+'){7}; style-src( 'sha256-[\w+/=]+'){2}; "
        r"img-src data:; base-uri 'none'; form-action 'none'; frame-src 'self'",
        policy_of(page),
    )


# The manifest.


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('provider = "OpenTopoMapp"', 'provider: no provider "OpenTopoMapp". Did you mean'),
        ('provider = "Thunderforest.Outdoors"', "asks for a token, and whoever reads the page"),
        ('provider = "CartoDB.Positron"', "asks for a token"),
        ('provider = "Esri.ArcticImagery"', "is drawn for another kind of map"),
        ('provider = "NASAGIBS.ModisTerraChlorophyll"', "another kind of map|no longer works"),
        ('provider = "MtbMap"', "is not safe to ask. Write https://"),
        ("", "provider: has to be there, or else url"),
        ('provider = "OpenTopoMap"\nurl = "https://a/{z}/{x}/{y}"', "Write one of the two"),
        ('url = "https://a.example/{z}/{x}/{y}.png"', "attribution: is empty"),
        ('url = "a.example/{z}"\nattribution = "A"', "url: is not the address of tiles"),
        ('url = "https://a.example/{z}/{x}.png"\nattribution = "A"', "lacks a place for a tile"),
        ('url = "https://a.example/{z}/{x}/{y}?token=1"\nattribution = "A"', "key or token"),
        ('url = "https://u:p@a.example/{z}/{x}/{y}"\nattribution = "A"', "not the address"),
        ('url = "https://a.example;\'x\'/{z}/{x}/{y}"\nattribution = "A"', "name of a host"),
        (
            'url = "https://{s}.a.example/{z}/{x}/{y}"\nattribution = "A"\nsubdomains = ["*"]',
            "subdomains: are not names of hosts",
        ),
        ('url = "http://a.example/{z}/{x}/{y}"\nattribution = "A"', "not safe to ask"),
        ('url = "https://a.example/{z}/{x}/{y}"\nattributon = "A"', 'mean "attribution"'),
    ],
    ids=range(17),
)
def test_what_cannot_be_asked_is_refused_in_plain_words(
    harbour: Path, entry: str, words: str
) -> None:
    with pytest.raises(MapperError, match=words):
        mapper.build(with_base(harbour, f'id = "x"\n{entry}'))
    assert not (harbour / "site").exists()


def test_two_of_a_name_or_two_shown_are_refused(harbour: Path) -> None:
    entry = 'id = "topo"\nprovider = "OpenTopoMap"\nshown = true'

    with pytest.raises(MapperError) as caught:
        mapper.build(with_base(with_base(harbour, entry), entry))

    assert [each.place for each in caught.value.problems] == ["base[1].id", "base[1].shown"]


def test_a_host_that_refuses_pages_from_disk_is_not_offered_there(
    browser: Browser, harbour: Path
) -> None:
    """OpenStreetMap's own tiles: a warning when it is built, no choice in a page from disk."""
    built = mapper.build(with_base(harbour, 'id = "osm"\nprovider = "OpenStreetMap.Mapnik"'))
    page = browser.new_page()
    page.goto(built.page.as_uri())
    page.wait_for_selector("[data-drawn]")

    (warning,) = built.warnings
    assert "refuses pages opened from disk" in warning.what
    expect(page.get_by_role("radio", name="OpenStreetMap.Mapnik")).to_be_disabled()
    expect(page.locator(".base-asks")).to_contain_text("not for a page opened from disk")
    page.close()


def test_every_provider_is_resolved_or_refused() -> None:
    """Each name that xyzservices knows gives tiles of safe hosts, or words that say why not."""
    from xyzservices import providers

    refused = []
    for name in providers.flatten():
        try:
            found = resolved(BaseEntry(id="x", provider=name), "en")
        except BaseError as error:
            refused.append(f"{error.what} {error.mend}")
            continue
        assert all(re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?", each) for each in found.origins)
        assert "".join(words for words, _ in found.credits).strip()
    assert 50 < len(refused) < 800
    assert {each for each in refused if not each.endswith(".")} == set()
