"""What the docs show of commands is what these print, and every page says where it comes from."""

from __future__ import annotations

import re

import pytest

from tests.samples import DOCS, FOLDER, Sample, samples

SAMPLES = samples()


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample.name for sample in SAMPLES])
def test_a_sample_is_what_its_command_prints(sample: Sample) -> None:
    """``python -m tests.samples`` writes it again after a change."""
    assert sample.shown_in.read_text("utf-8") == sample.shown()


def test_every_sample_is_shown_and_no_other_file_is_there() -> None:
    """A sample that no page includes would be run for nothing."""
    files = {file.name for file in FOLDER.glob("*.txt")}
    assert files == {sample.shown_in.name for sample in SAMPLES}
    shown = text_of_pages()
    assert [name for name in sorted(files) if f"/samples/{name}" not in shown] == []


def test_every_project_is_run() -> None:
    """By a sample, or by a directive whose option names the folder."""
    run = {sample.project for sample in SAMPLES if sample.project.startswith("samples/")}
    run |= {
        f"samples/{name}" for name in re.findall(r":folder: /samples/([\w-]+)", text_of_pages())
    }
    run |= {"samples/migrate-before"}  # by tests/builds/test_docs_recipes.py
    assert run == {f"samples/{folder.name}" for folder in FOLDER.iterdir() if folder.is_dir()}


def text_of_pages() -> str:
    """Return the sources of all pages."""
    return "\n".join(page.read_text("utf-8") for page in DOCS.rglob("*.rst"))
