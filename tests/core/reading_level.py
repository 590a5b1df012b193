"""How hard an English text is to read, as a grade of school."""

from __future__ import annotations

import re

_MENTION = re.compile(r":[\w:]+:`([^`<]+?)(?: *<[^`>]*>)?`")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9']*")
_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
_ITEM = re.compile(r"\n+\s*\* ")

_VOWELS = re.compile(r"[aeiouy]+")
_TWO_IN_A_GROUP = re.compile(r"(?<![cgst])i[ao]|iu|ye(?=l)|[aeiouy]ing$")
_SILENT_E = re.compile(r"(?<![aeiouy])(?:(?<![^aeiou]l)es?|(?<![td])ed)$")
_SPOKEN_ES = re.compile(r"(?:[cgsxz]|[cs]h)es$")
_IRREGULAR = {
    "area": 3,
    "beyond": 2,
    "people": 2,
    "platelet": 2,
    "platelets": 2,
    "something": 2,
    "somewhere": 2,
}


def syllables(word: str) -> int:
    """Estimate how many syllables an English word has, by its groups of vowels.

    Symbols such as ``HER2`` are spelled out.
    """
    if (word.isupper() and len(word) > 1) or re.search(r"\d", word):
        return len(word)
    word = word.lower().removesuffix("'s")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    count = len(_VOWELS.findall(word)) + len(_TWO_IN_A_GROUP.findall(word))
    if _SILENT_E.search(word) and not _SPOKEN_ES.search(word):
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text of the data, read without its markup.

    The formula is that of Kincaid et al. (1975). A text without a full stop is one sentence.
    """
    text = _ITEM.sub(", ", _MENTION.sub(r"\1", text))
    words = _WORD.findall(text)
    sentences = sum(bool(_WORD.search(piece)) for piece in _SENTENCE_END.split(text))
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / sentences + 11.8 * per_word - 15.59
