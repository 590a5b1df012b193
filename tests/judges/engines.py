"""Three browsers, each with an engine of its own, driven in one way: Chromium, WebKit, Firefox.

WebKit is the engine of Safari. Playwright cannot drive the WebKit and the Firefox of Debian: WebKit
has a driver, and Firefox speaks WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/) without one.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.judges.chromium import chromium
from tests.judges.judges import missing, need_modules, program

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from selenium.webdriver import WebKitGTK
    from websocket import WebSocket

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Shift": "\ue008", "Alt": "\ue00a"}
KEYS |= {"Escape": "\ue00c", "ArrowDown": "\ue015"}
"""Keys as WebDriver writes them (https://www.w3.org/TR/webdriver2/#keyboard-actions)."""

Step = dict[str, Any]


class Engine(ABC):
    """A window of a browser."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Load a page."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Set the size of the page in CSS pixels; WebKit's window is never narrower than 447."""

    @abstractmethod
    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""

    @abstractmethod
    def act(self, device: str, steps: list[Step]) -> None:
        """Do what a person does with the pointer or the keys.

        :param steps: actions as WebDriver writes them.
        """

    @abstractmethod
    def evaluate(self, expression: str) -> str:
        """Return the value of an expression that makes a string."""

    def run(self, function: str, *arguments: object) -> Any:
        """Call a function of JavaScript and return what it returns, as far as JSON can say it."""
        call = f"({function})(...{json.dumps(arguments)})"
        return json.loads(self.evaluate(f"JSON.stringify({call} ?? null)"))

    def point(self, x: float, y: float) -> None:
        """Move the pointer."""
        self.act("pointer", [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}])

    def click(self, x: float, y: float) -> None:
        """Click the main button of the mouse."""
        self.point(x, y)
        self.act("pointer", [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")])

    def press(self, keys: str) -> None:
        """Press keys together, such as ``Alt+ArrowDown``."""
        values = [KEYS[key] for key in keys.split("+")]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self.act("key", down + up)


def _sources(device: str, steps: list[Step]) -> list[Step]:
    """Return actions as the two kinds of WebDriver want them."""
    parameters = {"parameters": {"pointerType": "mouse"}} if device == "pointer" else {}
    return [{"type": device, "id": device, "actions": steps, **parameters}]


# ---------------------------------------------------------------------- Chromium


class _Chromium(Engine):
    def __init__(self, page: Page) -> None:
        self._page = page

    def go(self, address: str) -> None:
        self._page.goto(address)

    def resize(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def picture(self) -> bytes:
        return bytes(self._page.screenshot())

    def evaluate(self, expression: str) -> str:
        return str(self._page.evaluate(expression))

    def act(self, device: str, steps: list[Step]) -> None:
        names = {value: key for key, value in KEYS.items()}
        for step in steps:
            match step:
                case {"type": "pointerMove", "x": x, "y": y}:
                    self._page.mouse.move(x, y)
                case {"type": "pointerDown"}:
                    self._page.mouse.down()
                case {"type": "pointerUp"}:
                    self._page.mouse.up()
                case {"type": "keyDown", "value": value}:
                    self._page.keyboard.down(names[value])
                case {"type": "keyUp", "value": value}:
                    self._page.keyboard.up(names[value])


@contextmanager
def _start_chromium() -> Iterator[Engine]:
    with chromium() as browser:
        yield _Chromium(browser.new_page())


# ---------------------------------------------------------------------- WebKit


class _WebKit(Engine):
    def __init__(self, driver: WebKitGTK) -> None:
        self._driver = driver

    def go(self, address: str) -> None:
        self._driver.get(address)

    def resize(self, width: int, height: int) -> None:
        self._driver.set_window_size(width, height)
        toolbar = height - self.run("() => innerHeight")
        self._driver.set_window_size(width, height + toolbar)

    def picture(self) -> bytes:
        return bytes(self._driver.get_screenshot_as_png())

    def evaluate(self, expression: str) -> str:
        return str(self._driver.execute_script(f"return {expression}"))

    def act(self, device: str, steps: list[Step]) -> None:
        self._driver.execute("actions", {"actions": _sources(device, steps)})


@contextmanager
def _screen() -> Iterator[str]:
    """Start a screen that nobody sees, and return its name."""
    command = [str(program("Xvfb", "xvfb")), "-displayfd", "1", "-screen", "0", "1600x1200x24"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as screen:
        assert screen.stdout
        try:
            yield f":{screen.stdout.readline().strip()}"
        finally:
            screen.terminate()


@contextmanager
def _start_webkit() -> Iterator[Engine]:
    need_modules("selenium")
    driver = program("WebKitWebDriver", "webkit2gtk-driver")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not browsers:
        missing("MiniBrowser of WebKitGTK", "apt-get install webkit2gtk-driver")
    from selenium.webdriver import WebKitGTK, WebKitGTKOptions
    from selenium.webdriver.webkitgtk.service import Service

    options = WebKitGTKOptions()
    options.binary_location = str(browsers[-1])
    options.add_argument("--automation")
    with _screen() as screen:
        environment = os.environ | {
            "DISPLAY": screen,
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # its pages are all ours
        }
        started = WebKitGTK(options=options, service=Service(str(driver), env=environment))
        try:
            yield _WebKit(started)
        finally:
            started.quit()


# ---------------------------------------------------------------------- Firefox


class _Firefox(Engine):
    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._sent = 0
        self._send("session.new", capabilities={})
        # The tab that is there at the start has not got the focus.
        self._window = self._send("browsingContext.create", type="tab")["context"]

    def _send(self, method: str, **params: object) -> Any:
        """Send a command and return its result."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def go(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._window, url=address, wait="complete")

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._window, viewport=size)

    def picture(self) -> bytes:
        shot = self._send("browsingContext.captureScreenshot", context=self._window)
        return base64.b64decode(shot["data"])

    def evaluate(self, expression: str) -> str:
        target = {"context": self._window}
        done = self._send(
            "script.evaluate", expression=expression, target=target, awaitPromise=False
        )
        assert done["type"] == "success", done
        return str(done["result"]["value"])

    def act(self, device: str, steps: list[Step]) -> None:
        self._send("input.performActions", context=self._window, actions=_sources(device, steps))


@contextmanager
def _start_firefox() -> Iterator[Engine]:
    need_modules("websocket")
    executable = program("firefox-esr", "firefox-esr")
    from websocket import create_connection

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [str(executable), "--headless", "--no-remote", "--profile", profile]
        browser = subprocess.Popen(
            [*command, "--remote-debugging-port=0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = _address(Path(profile, "WebDriverBiDiServer.json"), browser)
            socket = create_connection(f"{address}/session", timeout=60, suppress_origin=True)
            yield _Firefox(socket)
            socket.close()
        finally:
            browser.terminate()
            browser.wait()


def _address(file: Path, browser: subprocess.Popen[bytes]) -> str:
    """Wait for the file in which Firefox says where it listens."""
    while browser.poll() is None:
        with suppress(FileNotFoundError, json.JSONDecodeError):
            server = json.loads(file.read_text(encoding="utf-8"))
            return f"ws://{server['ws_host']}:{server['ws_port']}"
        time.sleep(0.1)
    raise RuntimeError(f"Firefox ended with status {browser.returncode}")


# ---------------------------------------------------------------------- all

_STARTERS = {"chromium": _start_chromium, "webkit": _start_webkit, "firefox": _start_firefox}
ENGINES = tuple(_STARTERS)
"""The names of the engines."""


def start(name: str) -> AbstractContextManager[Engine]:
    """Open a window of an engine."""
    return _STARTERS[name]()
