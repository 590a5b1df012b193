"""Pictures of what is neither a web page nor paper: an editor, a terminal, an e-book."""

from __future__ import annotations

import os
import re
import shutil
import sys
import zipfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import sphinx_medterm
from tests.judges.demo import DOCS
from tests.judges.frames import ENTRY
from tests.judges.judges import npm_file, program, run
from tests.judges.language_server import yaml_server
from tests.judges.server import served
from tests.judges.studio import DENSITY, Studio
from tests.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, ViewportSize

SCHEMA = Path(sphinx_medterm.__file__).parent / "schema" / "medterm.schema.json"

# ---------------------------------------------------------------------- an editor

_TYPED = "re"
"""The beginning of a name that has been typed."""

_SIZE: ViewportSize = {"width": 736, "height": 450}

_EDITOR = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="vs/editor/editor.main.css">
<style>body { margin: 0 } #editor { height: 100vh }</style>
<div id="editor"></div>
<script src="vs/loader.js"></script>
<script>
  require.config({ paths: { vs: "vs" } });
  const loaded = new Promise((done) => require(["vs/editor/editor.main"], done));
</script>
"""

_SHOW = """async ({ text, answers, findings }) => {
  await loaded;
  const model = monaco.editor.createModel(text, "yaml");
  const line = model.getLineCount();
  const end = model.getLineMaxColumn(line);
  const at = { startLineNumber: line, endLineNumber: line, startColumn: 5, endColumn: end };
  monaco.languages.registerCompletionItemProvider("yaml", {
    provideCompletionItems: () => ({
      suggestions: answers.map((answer) => ({
        label: answer.label,
        insertText: answer.insertText,
        documentation: answer.documentation?.value ?? answer.documentation,
        kind: monaco.languages.CompletionItemKind.Property,
        range: at,
      })),
    }),
  });
  monaco.editor.setModelMarkers(model, "yaml", findings.map(({ range, message }) => ({
    message,
    severity: monaco.MarkerSeverity.Error,
    startLineNumber: range.start.line + 1, startColumn: range.start.character + 1,
    endLineNumber: range.end.line + 1, endColumn: range.end.character + 1,
  })));
  const editor = monaco.editor.create(document.getElementById("editor"), {
    model,
    cursorBlinking: "solid",
    fontSize: 15,
    minimap: { enabled: false },
    occurrencesHighlight: "off",
    overviewRulerLanes: 0,
    padding: { top: 12 },
    renderLineHighlight: "none",
    scrollBeyondLastLine: false,
    scrollbar: { vertical: "hidden", horizontal: "hidden" },
    suggest: { showIcons: false },
    wordBasedSuggestions: "off",
    wordWrap: "on",
    wrappingIndent: "indent",
  });
  await document.fonts.ready;
  editor.setPosition({ lineNumber: line, column: end });
  editor.focus();
  editor.trigger("", "editor.action.triggerSuggest", {});
}"""

_COLORED = """() => {
  const parts = [...document.querySelectorAll(".view-line span span")];
  return new Set(parts.map((part) => getComputedStyle(part).color)).size > 2;
}"""


def editor(studio: Studio, file: Path) -> None:
    """Take the example of the tutorial in an editor, with a typo and the names that fit.

    The editor is the one that Visual Studio Code is made of, and the language server that of its
    extension for YAML.
    """
    monaco = npm_file("MEDTERM_MONACO", "monaco-editor@0.52", "monaco-editor/min/vs")
    folder = studio.folder / "editor"
    folder.mkdir()
    (folder / "vs").symlink_to(monaco.resolve())
    (folder / "index.html").write_text(_EDITOR, encoding="utf-8")
    text = f"{_mistyped()}    {_TYPED}"
    context = studio.browser.new_context(viewport=_SIZE, device_scale_factor=DENSITY)
    with served(folder) as address, context:
        page = context.new_page()
        page.goto(address)
        page.evaluate(_SHOW, {"text": text, **_answers(folder / "terms.yaml", text)})
        page.locator(".suggest-widget .monaco-list-row").first.wait_for()
        page.keyboard.press("Control+Space")  # the explanation beside the names
        page.locator(".suggest-details").wait_for()
        page.locator(".squiggly-error").first.wait_for()
        page.wait_for_function(_COLORED)
        page.screenshot(path=file)


def _mistyped() -> str:
    """Return the data of the tutorial with the mistake that is made there."""
    (sample,) = (one for one in samples() if one.name == "getting-started-unknown-field")
    ((name, old, new),) = sample.edits
    text = Path(DOCS, sample.project, Path(name).name).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


def _answers(file: Path, text: str) -> dict[str, Any]:
    """Ask the language server what fits at the end of a text, and what is wrong with it."""
    path = "yaml-language-server/out/server/src/server.js"
    server = npm_file("MEDTERM_YAML_SERVER", "yaml-language-server", path)
    with yaml_server(program("node", "nodejs"), server, SCHEMA) as asked:
        place = {"line": text.count("\n"), "character": 4 + len(_TYPED)}
        uri = asked.open(file, text)
        findings = asked.wait_for_findings(uri)
        params = {"textDocument": {"uri": uri}, "position": place}
        answers = asked.ask("textDocument/completion", params)
    return {"answers": answers["items"], "findings": findings}


# ---------------------------------------------------------------------- a terminal

_TERMINAL = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<style>
  body {{ margin: 0; background: #1e1e1e }}
  pre {{
    margin: 0; padding: 16px 20px; inline-size: 90ch; white-space: pre-wrap;
    font: 15px/1.45 monospace; color: #d4d4d4; background: #1e1e1e;
  }}
</style>
<pre>{text}</pre>
"""
_STYLES = {
    "1": "font-weight: bold",
    "2": "opacity: 0.65",
    "31": "color: #f48771",
    "33": "color: #e5c07b",
    "32": "color: #89d185",
    "36": "color: #56b6c2",
}
_ESCAPE = re.compile(r"\x1b\[([\d;]*+)m")


def terminal(studio: Studio, file: Path) -> None:
    """Take what the check of a draft prints in a terminal."""
    folder = studio.folder / "terminal"
    shutil.copytree(DOCS / "samples" / "checking" / "half-way", folder)
    command = "medterm check terms.yaml"
    with patch.dict(os.environ, {"FORCE_COLOR": "1"}):
        done = run(sys.executable, "-m", "sphinx_medterm", *command.split()[1:], folder=folder)
    printed = f"$ {command}\n{done.stdout}{done.stderr}"
    page = studio.browser.new_page(
        viewport={"width": 1000, "height": 1000}, device_scale_factor=DENSITY
    )
    page.set_content(_TERMINAL.format(text=colored(printed)))
    page.locator("pre").screenshot(path=file)
    page.close()


def colored(text: str) -> str:
    """Return the HTML for a text with the colors of terminals (ECMA-48, SGR)."""
    parts = _ESCAPE.split(text)
    made = [escape(parts[0])]
    for codes, shown in zip(parts[1::2], parts[2::2], strict=True):
        styles = "; ".join(_STYLES[code] for code in codes.split(";") if code not in {"", "0"})
        made.append(f'<span style="{styles}">{escape(shown)}</span>' if styles else escape(shown))
    return "".join(made)


# ---------------------------------------------------------------------- an e-book


_READER = "body { margin: 24px !important }"
"""The margins that a reader leaves around a page."""


_WHOLE: FloatRect = {"x": 0, "y": 0, "width": 480, "height": 1200}
_TURN = """entry => {
  entry.previousElementSibling.style.visibility = "hidden";
  scrollBy(0, entry.getBoundingClientRect().top - 20);
}"""


def e_book(studio: Studio, file: Path) -> None:
    """Take a page of the EPUB, as wide as the screen of a small e-book reader."""
    book = studio.folder / "e-book"
    (packed,) = studio.demo("epub").glob("*.epub")
    with zipfile.ZipFile(packed) as files:
        files.extractall(book)
    (glossary,) = book.rglob("glossary.xhtml")
    page = studio.browser.new_page(
        viewport={"width": 480, "height": 1200}, device_scale_factor=DENSITY
    )
    page.goto(glossary.as_uri())
    page.add_style_tag(content=_READER)
    entry = page.locator(ENTRY)
    entry.evaluate(_TURN)
    box = entry.bounding_box()
    assert box
    page.screenshot(path=file, clip={**_WHOLE, "height": box["y"] + box["height"]})
    page.close()
