"""TeX and MathJax judge formulas of data text: they find no fault, and nothing to obey."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from sphinx_medterm.data_text import formulas
from tests.builds.conftest import Build, Project
from tests.formulas import ACCEPTED, EACH, REFUSED, nested, pieces
from tests.judges.judges import npm_file, program, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PREAMBLES = {
    "pdflatex": r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{tgtermes}",
    "xelatex": r"\usepackage{fontspec}\setmainfont{FreeSerif}",
}
FOUND = "[...(window.MathJax?.startup?.document?.math ?? [])].map((item) => item.math)"
SEARCH_AGAIN = "MathJax.startup.document.clear().findMath()"
"""As a theme has it done that changes the page."""

PACKAGES = {"pdflatex": "texlive-latex-recommended", "xelatex": "texlive-xetex"}
TEX = r"\(\href{javascript:alert(1)}{x}\cssId{medterm-x}{y}\) $$\style{position:fixed}{z}$$"


@pytest.fixture(scope="module")
def accepted() -> list[str]:
    """Return formulas of all kinds that pass the check."""
    found = [*ACCEPTED, *EACH]

    @settings(
        max_examples=3000,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(nested() | pieces())
    def collect(formula: str) -> None:
        try:
            formulas.check(formula)
        except formulas.FormulaError:
            return
        found.append(formula)

    collect()
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
def test_latex_takes_all_accepted_formulas(
    tmp_path: Path, accepted: list[str], engine: str
) -> None:
    """With the packages that Sphinx loads."""
    program(engine, PACKAGES[engine])
    written = "\n\n".join(rf"\({formula}\)" for formula in accepted)
    source = (
        rf"\documentclass{{article}}\usepackage{{amsmath,amssymb,amstext}}{PREAMBLES[engine]}"
        f"\n\\begin{{document}}\n{written}\n\\end{{document}}\n"
    )
    tmp_path.joinpath("all.tex").write_text(source, encoding="utf-8")
    done = run(engine, "-interaction=nonstopmode", "all.tex", folder=tmp_path)
    faults = [line for line in done.stdout.splitlines() if line.startswith("!")]
    assert (done.returncode, faults) == (0, [])


SCRIPT = """\
const [, , mathjax, file] = process.argv;
const formulas = JSON.parse(require('fs').readFileSync(file));
(async () => {
  const MathJax = require(mathjax + '/node-main.cjs');
  await MathJax.init({loader: {load: ['input/tex', '[tex]/ams']}});
  for (const formula of formulas) {
    const made = await MathJax.tex2mmlPromise(formula, {display: false});
    if (made.includes('merror')) console.log(formula);
  }
})();
"""


def test_mathjax_takes_all_accepted_formulas(tmp_path: Path, accepted: list[str]) -> None:
    """With the extensions that it loads by itself."""
    node = program("node", "nodejs")
    mathjax = npm_file("MEDTERM_MATHJAX", "mathjax", "mathjax")
    tmp_path.joinpath("all.json").write_text(json.dumps(accepted), encoding="utf-8")
    tmp_path.joinpath("judge.cjs").write_text(SCRIPT, encoding="utf-8")
    done = run(node, tmp_path / "judge.cjs", mathjax, tmp_path / "all.json")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_mathjax_obeys_no_data_file(browser: Browser, page: Build, project: Project) -> None:
    """It typesets the formulas of a page; data text makes no link, id or style with it."""
    mathjax = npm_file("MEDTERM_MATHJAX", "mathjax", "mathjax")
    typed = [formula for formula in REFUSED if formula.strip() and formula.isprintable()]
    hostile = " ".join(f":math:`{formula}`" for formula in typed if not formula.endswith("\\"))
    term = {
        "label": TEX,
        "definition": rf"sound :math:`\frac{{m}}{{h^2}}` {hostile}",
        "plain_definition": TEX.replace("\\", "\\\\"),
        "abbreviations": [TEX],
        "synonyms": [{"label": f"{TEX}S", "note": TEX}],
    }
    project.write({"terms.yaml": "", "terms.json": json.dumps({"terms": {"x": term}})})
    built = page(
        ":math:`a^2` :medterm:`here <x>` :medterm:long:`x` :medterm:def:`x` :medterm:abbr:`x`\n\n"
        ".. medterm:: x\n",
        medterm_files=["terms.json"],
        extensions=["sphinx_medterm", "sphinx.ext.mathjax"],
        html_theme="furo",
        mathjax_path=mathjax.joinpath("tex-mml-chtml.js").as_uri(),
        check=False,
    )
    view = browser.new_page()
    view.goto(built.out.joinpath("index.html").as_uri())
    view.wait_for_function("document.querySelector('mjx-container')")
    assert view.evaluate(FOUND) == ["a^2", r"\frac{m}{h^2}", r"\frac{m}{h^2}"]
    view.wait_for_function("document.querySelectorAll('mjx-container').length == 3")
    view.locator("a.medterm-word").first.hover()
    view.locator(".medterm-card:popover-open").wait_for()
    view.evaluate(f"{SEARCH_AGAIN}, null")
    assert view.evaluate(FOUND) == []
    assert view.locator("mjx-merror, mjx-container a, mjx-container [id]").count() == 0
    assert view.locator("a[href^=javascript]").count() == 0
    assert view.locator("[style*=fixed]").count() == 0
    assert view.locator("#medterm-x").count() == 1
    view.close()
