"""British spellings in an English text.

A *licence* is not among them: it is the name of a field, in the data and in the entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z]+")
_BRITISH = re.compile(
    r"""(?:col|behavi|fav|neighb|tum|hon|lab|od|hum|rig|vig|vap|harb|endeav)our.*
      | (?:cent|fib|lit|met|theat|calib|goit)res?
      | (?:catal|anal)ogues?
      | .+lys(?:ed?|ing)
      | .{3,}is(?:e[ds]?|ing|ations?|able)
      | (?:cance|labe|leve|mode|signa|trave)ll(?:ed|ing|ers?)
      | .*(?:haem|aemi|naec|paed|caec|faec|oedem|oesoph|foet|rrhoea).*
      | artefacts? | defence | fulfil | grey | judgement | learnt | offence | practis(?:e[ds]?|ing)
      | programmes? | sceptic.* | spelt | sulph.* | whilst
    """,
    re.VERBOSE | re.IGNORECASE,
)
_EITHER = re.compile(
    r"(?:ad|de|im|pro|re|super|tele)?vis\w+|\w*(?:wise|disease|raise|noise)\w*"
    r"|(?:compro|de|pre|pro|sur)mise\w*|(?:circum|con|ex|exer|in|pre)cise\w*"
    r"|(?:adver|exper|trea)tise\w*"
    r"|(?:a|un)?ris(?:es?|ing)|.*pris(?:es?|ed|ing)|(?:ra|prom|no|exerc)is(?:e[ds]|ing|ations?)",
    re.IGNORECASE,
)
"""Words that have an *s* everywhere, such as *arise*, *precise* and *likewise*."""


def british(text: str) -> Iterator[str]:
    """Yield the words of a text that American English spells otherwise, in lower case."""
    for word in _WORD.findall(text):
        if _BRITISH.fullmatch(word) and not _EITHER.fullmatch(word):
            yield word.lower()
