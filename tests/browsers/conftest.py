"""The browsers other than today's Chromium. One that is missing is a failure: it was asked for."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright
from selenium.webdriver import WebKitGTK, WebKitGTKOptions
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.file_detector import UselessFileDetector
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.webkitgtk.service import Service

from marionette import Marionette
from places import ROOT
from reader import Reader, heard
from readers import ByPlaywright, BySelenium


def installed(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, (
        f"{names[0]} is not on this machine. On Debian and Ubuntu: "
        "sudo apt-get install firefox-esr webkit2gtk-driver xvfb"
    )
    return found


class Plain(ArgOptions):
    """No wishes."""

    @property
    def default_capabilities(self) -> dict[str, str]:
        return {}


@contextmanager
def firefox(folder: Path, _: Playwright) -> Iterator[Reader]:
    driver = WebDriver(
        Marionette(installed("firefox-esr", "firefox"), folder),  # type: ignore[arg-type]
        options=Plain(),
        file_detector=UselessFileDetector(),
    )
    driver.set_window_rect(0, 0, 1440, 1000)
    yield BySelenium(driver)
    driver.quit()


@contextmanager
def webkit(_: Path, __: Playwright) -> Iterator[Reader]:
    driver = WebKitGTK(WebKitGTKOptions(), Service(installed("WebKitWebDriver")))
    driver.set_window_rect(0, 0, 1440, 1000)
    yield BySelenium(driver)
    driver.quit()


@contextmanager
def chromium(version: int, _: Path, playwright: Playwright) -> Iterator[Reader]:
    """One that tools/old_chromium fetches: built for servers, all in one process."""
    program = ROOT / "tools" / "cache" / f"chromium-{version}" / "chromium"
    assert program.exists(), f"{program} is missing: make browsers fetches it"
    flags = ["--no-sandbox", "--no-zygote", "--single-process", "--disable-gpu"]
    browser = playwright.chromium.launch(executable_path=program, args=flags)
    assert browser.version.split(".")[0] == str(version)
    yield ByPlaywright(browser.new_page(viewport={"width": 1440, "height": 900}))
    browser.close()


BROWSERS = {
    "Firefox": firefox,
    "WebKitGTK": webkit,
    "Chromium 106": partial(chromium, 106),
    # There is no 93 to be had.
    "Chromium 92": partial(chromium, 92),
}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(browser, id=name, marks=pytest.mark.xdist_group(name))
        for name, browser in BROWSERS.items()
    ],
)
def anyone(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    playwright: Playwright,
) -> Iterator[Reader]:
    """A reader at each browser, who has opened nothing yet."""
    with request.param(tmp_path_factory.mktemp("profile"), playwright) as reader:
        yield reader


@pytest.fixture(scope="session")
def heard_page(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return heard(site / "index.html", tmp_path_factory.mktemp("heard"))


@pytest.fixture(scope="session")
def desk(anyone: Reader, heard_page: Path) -> Reader:
    """The atlas, opened once from the disk: each test takes it as the last one left it."""
    anyone.open(heard_page)
    return anyone
