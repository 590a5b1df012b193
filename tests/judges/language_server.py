"""A language server, asked as editors ask it (Language Server Protocol 3.17)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class LanguageServer:
    """A server that talks over its standard input and output."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        settings: dict[str, Any],
        *,
        folder: Path | None = None,
        language: str = "yaml",
    ) -> None:
        """Begin a session.

        :param folder: the folder that is open in the editor.
        :param language: the name of the language of all documents.
        """
        self._process = process
        self._settings = settings
        self._language = language
        self._number = 0
        self._findings: dict[str, list[dict[str, Any]]] = {}
        root = folder.as_uri() if folder else None
        self.ask("initialize", {"processId": None, "rootUri": root, "capabilities": _CAPABILITIES})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": settings})

    def ask(self, method: str, params: Any) -> Any:
        """Ask for something, and return the answer."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")

    def open(self, file: Path, text: str) -> str:
        """Open a document, and return its address."""
        uri = file.as_uri()
        document = {"uri": uri, "languageId": self._language, "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def save(self, file: Path) -> None:
        """Tell the server that a document has been saved."""
        self._tell("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})

    def wait_for(self, method: str) -> None:
        """Wait until the server notifies the editor of something."""
        while self._next().get("method") != method:
            pass

    def findings(self, file: Path, text: str) -> list[str]:
        """Open a document, and return what the server finds wrong with it."""
        return [finding["message"] for finding in self.wait_for_findings(self.open(file, text))]

    def wait_for_findings(self, uri: str) -> list[dict[str, Any]]:
        """Wait until the server has looked at an open document, and return its diagnostics."""
        while uri not in self._findings:
            self._next()
        return self._findings.pop(uri)

    def completions(self, file: Path, text: str) -> dict[str, str]:
        """Return what can be typed at the sign ``|`` of a text, and what each of it writes."""
        found = self._at_cursor("textDocument/completion", file, text) or {}
        items = found.get("items", []) if isinstance(found, dict) else found
        written = {}
        for item in items:
            edit = item.get("textEdit", {}).get("newText", item.get("insertText", ""))
            written[item["label"]] = edit
        return written

    def hover(self, file: Path, text: str) -> str:
        """Return what is shown about the word at the sign ``|`` of a text."""
        found = self._at_cursor("textDocument/hover", file, text)
        return str(found["contents"]["value"]) if found else ""

    def _at_cursor(self, method: str, file: Path, text: str) -> Any:
        before, _cursor, after = text.partition("|")
        uri = self.open(file, before + after)
        line = before.count("\n")
        position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        return self.ask(method, {"textDocument": {"uri": uri}, "position": position})

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _next(self) -> dict[str, Any]:
        """Read a message, note findings, and answer what the server asks."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _colon, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._findings[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            wants_settings = message["method"] == "workspace/configuration"
            items = message["params"]["items"] if wants_settings else []
            result = [self._settings.get(item.get("section")) for item in items]
            self._send({"id": message["id"], "result": result if wants_settings else None})
        return message


_CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["plaintext"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


@contextmanager
def yaml_server(node: Path, server: Path, schema: Path) -> Iterator[LanguageServer]:
    """Run the server of YAML files with a schema for all of them."""
    settings = {
        "yaml": {
            "schemas": {schema.as_uri(): ["*.yaml"]},
            "schemaStore": {"enable": False},
            "validate": True,
            "completion": True,
            "hover": True,
        }
    }
    with _running(node, server, "--stdio") as process:
        yield LanguageServer(process, settings)


@contextmanager
def sphinx_server(folder: Path, language: str) -> Iterator[LanguageServer]:
    """Run the server esbonio for a project of Sphinx.

    :param language: ``restructuredtext`` or ``markdown``.
    """
    out = folder.parent / "esbonio"
    command = ["sphinx-build", "-b", "html", str(folder), str(out)]
    settings = {"esbonio": {"sphinx": {"buildCommand": command, "pythonCommand": [sys.executable]}}}
    with _running(sys.executable, "-m", "esbonio", "server") as process:
        yield LanguageServer(process, settings, folder=folder, language=language)


@contextmanager
def _running(*command: str | Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
