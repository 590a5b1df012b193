"""What the docs show of commands is what these print, and every page says where it comes from."""

from __future__ import annotations

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
    text = "\n".join(
        page.read_text("utf-8") for kind in ("*.rst", "*.md") for page in DOCS.rglob(kind)
    )
    assert [name for name in sorted(files) if f"samples/{name}" not in text] == []
