"""The style sheets of web pages and of LaTeX: nothing in them is for markup that is gone."""

from __future__ import annotations

import re
from pathlib import Path

import sphinx_medterm

PACKAGE = Path(sphinx_medterm.__file__).parent
STATIC = PACKAGE / "static"
CODE = "\n".join(
    file.read_text(encoding="utf-8")
    for folder, pattern in ((PACKAGE, "*.py"), (STATIC, "*.js"))
    for file in folder.rglob(pattern)
)


def test_every_class_in_a_style_sheet_is_given_by_the_code() -> None:
    """In full, or as the name of a section, which gets the rest."""
    sheets = "".join(file.read_text(encoding="utf-8") for file in STATIC.rglob("*.css"))
    classes = {*re.findall(r"\.medterm-([\w-]+)", sheets)}
    assert classes
    assert not [one for one in classes if f"medterm-{one}" not in CODE and f'"{one}"' not in CODE]


def test_every_command_in_the_style_of_latex_is_used() -> None:
    """By the code, or in the style itself, apart from where it is defined."""
    style = (STATIC / "latex" / "sphinxmedterm.sty").read_text(encoding="utf-8")
    style = re.sub(r"(?m)^%.*", "", style)
    defined = re.compile(r"(?:command\*?|def|let)\s*(\\medterm[\w@]*)")
    used = f"{defined.sub('', style)}\n{CODE}"
    commands = {*defined.findall(style)}
    assert commands
    assert not [one for one in commands if not re.search(rf"{re.escape(one)}(?![\w@])", used)]
