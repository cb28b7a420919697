"""Near points as one circle with their count: drawn, named, entered by mouse and keyboard."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from audit import violations
from browsing import opened, until
from invented import add_layer
from mapper import assets, build, check, load
from mapper.model.atlas import MANY
from places import ATLASES
from sending import contract_of

LINE = {"type": "LineString", "coordinates": [[-2.9, 59.7], [-2.4, 59.5]]}


def well(number: int, lon: float, lat: float) -> tuple[str, dict[str, object], object]:
    place = {"type": "Point", "coordinates": [round(lon, 5), round(lat, 5)]}
    return f"well-{number}", {"name": f"Well {number}", "kind": "well"}, place


NEAR = [well(n, -2.6 + n % 4 / 300, 59.35 + n // 4 / 400) for n in range(12)]
"""Twelve within a few hundred metres of each other."""

APART = [well(12, -1.4, 59.3), well(13, -1.7, 59.6), well(14, -1.7, 59.6)]
"""One alone, and two at one place."""

ENTRY = 'look = "circle"\ncluster = true'


@pytest.fixture(scope="module")
def wells(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = Path(shutil.copytree(ATLASES / "harbour", tmp_path_factory.mktemp("near") / "h"))
    add_layer(folder, "wells", [*NEAR, *APART], ENTRY)
    return build(folder).page.as_uri()


@pytest.fixture
def calm(context: BrowserContext) -> Page:
    """A page of a reader who asks for less motion."""
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    return page


def clusters(page: Page) -> Locator:
    return page.locator(".cluster")


def named(page: Page) -> list[str | None]:
    return sorted(each.get_attribute("aria-label") or "" for each in clusters(page).all())


def seen(page: Page) -> int:
    """How many wells stand for themselves."""
    return page.locator(".mark.look-circle:visible").count()


def gathered(page: Page) -> int:
    return sum(int(each) for each in clusters(page).all_inner_texts())


TWELVE = "12 features: Well 0, Well 1, Well 2 …"
TWO = "2 features: Well 13, Well 14"


def test_near_points_are_one_circle_with_their_count(wells: str, page: Page) -> None:
    """And each feature is either in one or stands for itself; no name of a hidden one is seen."""
    opened(page, wells)

    assert named(page) == [TWELVE, TWO]
    assert sorted(clusters(page).all_inner_texts()) == ["12", "2"]
    assert seen(page) == 1
    assert seen(page) + gathered(page) == len(NEAR) + len(APART)
    names = page.locator(".label:not([hidden]) .label-text").all_text_contents()
    assert [name for name in names if "Well" in name] == ["Well 12"]
    for each in clusters(page).all():
        box = each.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24


def test_no_barrier_in_circles(wells: str, page: Page) -> None:
    """axe-core finds nothing, the map's marks among what it looks at."""
    opened(page, wells)

    assert violations(page, marks=True) == []


def test_names_give_way_and_the_key_explains(wells: str, page: Page) -> None:
    opened(page, wells)
    page.wait_for_timeout(200)

    assert page.get_by_text("A number in a circle: so many features").is_visible()
    over = page.evaluate(
        """() => {
            const boxes = name => [...document.querySelectorAll(name)]
                .map(each => each.getBoundingClientRect())
            const names = boxes(".label:not([hidden]) .label-text").filter(box => box.width > 0)
            const apart = (a, b) => a.right <= b.left || b.right <= a.left ||
                a.bottom <= b.top || b.bottom <= a.top
            return [names.length, names.filter(name =>
                boxes(".cluster").some(box => !apart(name, box))).length]
        }"""
    )
    assert over[0] > 1
    assert over[1] == 0


def test_no_count_is_covered(tmp_path: Path, page: Page) -> None:
    """A circle steps aside for a symbol that it would stand on, and back when it is gone."""
    folder = Path(shutil.copytree(ATLASES / "harbour", tmp_path / "h"))
    add_layer(folder, "wells", NEAR, ENTRY)
    add_layer(folder, "mills", [("mill", {"name": "Mill"}, NEAR[5][2])], 'look = "square"')
    opened(page, build(folder).page.as_uri())
    apart = """() => {
        const [a, b] = [".cluster", ".mark[data-feature=mill]"].map(name => {
            const box = document.querySelector(name).getBoundingClientRect()
            return [box.x + box.width / 2, box.y + box.height / 2]
        })
        return Math.hypot(a[0] - b[0], a[1] - b[1])
    }"""
    before = clusters(page).bounding_box()

    assert page.evaluate(apart) >= 26
    page.get_by_role("checkbox", name="Mills").uncheck()
    assert clusters(page).bounding_box() != before


def test_a_click_goes_to_where_they_part(wells: str, page: Page) -> None:
    opened(page, wells)

    page.get_by_role("button", name=TWELVE).click()
    until(page, "document.querySelectorAll('.mark.look-circle:not(.waits)').length > 3")
    page.wait_for_timeout(600)

    assert TWELVE not in named(page)
    view = page.evaluate("location.hash")
    assert "v=" in view
    assert "f=" not in view  # it has no record


def test_by_keyboard_a_cluster_is_reached_entered_and_left_behind(wells: str, calm: Page) -> None:
    """Enter zooms in at once for who wants no motion; the focus goes on to one of its features."""
    opened(calm, wells)

    calm.locator(".mark[data-feature=well-12]").focus()
    for _ in range(8):
        calm.keyboard.press("PageDown")
        if calm.evaluate("document.activeElement.className").find("cluster") >= 0:
            break
    while calm.evaluate("document.activeElement.getAttribute('aria-label')") != TWELVE:
        calm.keyboard.press("PageDown")
    assert calm.locator(".cluster[tabindex='0']").count() == 1
    focus = calm.locator(".cluster:focus").evaluate("each => getComputedStyle(each).outlineWidth")
    assert focus == "4px"

    calm.keyboard.press("Enter")
    held = calm.evaluate(
        "[document.activeElement.dataset.feature, document.activeElement.checkVisibility()]"
    )
    assert held[0] in {each[0] for each in NEAR}
    assert held[1]

    calm.keyboard.press("Enter")
    calm.wait_for_selector(".popup:visible")
    calm.keyboard.press("Escape")
    assert calm.evaluate("document.activeElement.dataset.feature") == held[0]


def test_at_the_greatest_zoom_none_is_left_and_what_is_at_one_place_is_listed(
    wells: str, page: Page
) -> None:
    opened(page, f"{wells}#v=12/59.6/-1.7&f=well-13")

    assert clusters(page).count() == 0
    assert page.locator(".popup .nearby").inner_text().split("\n")[-1] == "Well 14 (well)"


def test_the_list_and_a_link_reach_what_is_in_a_cluster(wells: str, page: Page) -> None:
    """Whose record is open stands for itself; when it is closed it goes back."""
    opened(page, f"{wells}#f=well-4")

    assert page.locator(".mark[data-feature=well-4]").is_visible()
    assert named(page)[0] == "11 features: Well 0, Well 1, Well 2 …"

    page.get_by_role("tab", name="List").click()
    page.locator("[data-open=well-5]").click()
    assert page.locator(".mark[data-feature=well-5]").is_visible()
    assert not page.locator(".mark[data-feature=well-4]").is_visible()
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert seen(page) + gathered(page) == len(NEAR) + len(APART)


def test_a_layer_that_is_off_has_no_clusters(wells: str, page: Page) -> None:
    opened(page, wells)

    box = page.get_by_role("checkbox", name="Wells")
    box.uncheck()
    assert clusters(page).count() == 0
    box.check()
    assert named(page) == [TWELVE, TWO]


def test_two_maps_side_by_side_gather_both(wells: str, page: Page) -> None:
    opened(page, f"{wells}#c=1741-06-01")

    # The second map comes after the first is drawn.
    expect(clusters(page)).to_have_count(4)


def test_only_pages_that_gather_carry_the_bundle(harbour: Path) -> None:
    without = build(harbour).page.read_text("utf-8")
    add_layer(harbour, "wells", NEAR, ENTRY)
    with_it = build(harbour).page.read_text("utf-8")

    start = "mapper.extras.cluster="
    assert start in assets.built("cluster.js")
    assert start not in without
    assert start in with_it
    assert len(assets.built("cluster.js")) < 16_000


NOTHING = {  # entry, what is in the layer: words
    "no points": ('look = "line"\ncluster = true', [("path", {"name": "P"}, LINE)], "is a point."),
    "ground": (f"{ENTRY}\nground = true", NEAR, "features of the base map are not gathered."),
    "a big layer": (
        ENTRY,
        [well(n, -2.9 + n % 50 / 40, 59.2 + n // 50 / 50) for n in range(MANY + 1)],
        "2,001 features are drawn by look alone.",
    ),
}


@pytest.mark.parametrize("case", NOTHING)
def test_where_nothing_is_gathered_it_is_said(harbour: Path, case: str) -> None:
    entry, features, words = NOTHING[case]
    add_layer(harbour, "wells", features, entry)

    (problem,) = check(load(harbour))

    assert problem.severity == "warning"
    assert problem.place == "layer[2].cluster"
    assert problem.what.startswith("does nothing: ")
    assert problem.what.endswith(words)
    if case != "no points":
        assert "cluster" not in contract_of(load(harbour))["layers"][-1]
