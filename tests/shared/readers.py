"""Readers at Firefox and WebKitGTK, by Selenium, and at a Chromium, by Playwright."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Page
from selenium.webdriver import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.print_page_options import PrintOptions
from selenium.webdriver.remote.webdriver import WebDriver

from reader import Reader


class BySelenium(Reader):
    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver

    def load(self, page: Path) -> None:
        self.driver.get(page.as_uri())

    def ask(self, script: str, *args: Any) -> Any:
        return self.driver.execute_script(f"return {script}", *args)

    def point(self, element: Any) -> None:
        ActionChains(self.driver).move_to_element(element).click().perform()

    def point_at(self, x: int, y: int) -> None:
        hand = ActionBuilder(self.driver)
        hand.pointer_action.move_to_location(x, y).click()
        hand.perform()

    def press(self, key: str) -> None:
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).upper()
        self.type(getattr(Keys, name, key))

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text).perform()

    def give(self, selector: str, file: Path) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(str(file))

    def enter(self, frame: str) -> None:
        self.driver.switch_to.frame(self.driver.find_element(By.CSS_SELECTOR, frame))

    def pdf(self) -> bytes | None:
        if self.driver.name == "MiniBrowser":
            return None
        return base64.b64decode(self.driver.print_page(PrintOptions()))


class ByPlaywright(Reader):
    def __init__(self, page: Page) -> None:
        self.page = page
        self.place: Page | Frame = page

    def load(self, page: Path) -> None:
        self.place = self.page
        self.page.goto(page.as_uri())

    def ask(self, script: str, *args: Any) -> Any:
        whole = f"args => (function () {{ return {script}; }})(...args)"
        found = self.place.evaluate_handle(whole, list(args))
        return found.as_element() or found.json_value()

    def point(self, element: ElementHandle) -> None:
        box = element.bounding_box()
        assert box
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def point_at(self, x: int, y: int) -> None:
        self.page.mouse.click(x, y)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def give(self, selector: str, file: Path) -> None:
        self.page.set_input_files(selector, file)

    def enter(self, frame: str) -> None:
        # Not by a locator: where a browser is old, Playwright cannot tell whether that is visible.
        found = self.page.query_selector(frame)
        entered = found and found.content_frame()
        assert entered
        self.place = entered

    def pdf(self) -> bytes | None:
        return self.page.pdf()
