"""The entry of a term as plain data: everything that readers see of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_medterm.data_text.parse import parse
from sphinx_medterm.data_text.tree import Block, ItemList, Span
from sphinx_medterm.termbase.base import Termbase

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Code, Condition, Etymology, Sense, Source, Term
    from sphinx_medterm.records.record import Record

RELATIONS = ("contrast", "broader", "narrower", "related", "see_also")
"""The fields of a term that name other terms, in the order of entries."""

Data = dict[str, Any]


def plain_words(text: str) -> str:
    """Return the words of a data text, with empty lines between paragraphs and marks of lists."""
    return "\n\n".join(_lines(block) for block in parse(text).blocks)


def _lines(block: Block) -> str:
    if isinstance(block, ItemList):
        return "\n".join(_items(block))
    return "".join(map(_shown, block.spans))


def _items(items: ItemList) -> Iterator[str]:
    for place, item in enumerate(items.items):
        mark = "- " if items.start is None else f"{items.start + place}. "
        inside = "\n".join(map(_lines, item)).replace("\n", f"\n{' ' * len(mark)}")
        yield f"{mark}{inside}"


def _shown(span: Span) -> str:
    return f"{span.text} ({span.target})" if span.role == "abbr" and span.target else span.text


def entry_of(termbase: Termbase, key: str) -> Data:
    """Return the entry of a term; what it does not have is left out.

    :raises KeyError: if there is no term with this key.
    """
    return _Entry(termbase, key).data()


def _filled(**fields: Any) -> Data:
    """Return those fields that have a value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}


class _Entry:
    """Puts an entry together; sources get their numbers where they are named first."""

    def __init__(self, termbase: Termbase, key: str) -> None:
        self._termbase = termbase
        self._key = key
        self._term: Term = termbase.term(key)
        self._numbers: dict[str, int] = {}

    def data(self) -> Data:
        """Return all of it, in the order in which a reader meets it."""
        term, file_and_line = self._term, self._termbase.origin(self._key)
        return _filled(
            key=self._key,
            label=self._termbase.label(self._key),
            part_of_speech=term.part_of_speech,
            pronunciation=[self._plain(spoken) for spoken in term.pronunciation],
            status=term.status if term.status != "preferred" else "",
            replaced_by=self._link(term.replaced_by) if term.replaced_by else None,
            senses=[self._sense(key, sense) for key, sense in term.meanings.items()],
            figures=[self._plain(figure) for figure in term.figures],
            synonyms=[self._plain(name) for name in term.synonyms],
            variants=[self._plain(name) for name in term.variants],
            abbreviations=[self._plain(name) for name in term.abbreviations],
            forms=[self._plain(form) for form in term.forms],
            etymology=self._etymology(term.etymology) if term.etymology else None,
            related_conditions=list(map(self._condition, term.related_conditions)),
            **self._ties(term),
            translations={lang: self._plain(one) for lang, one in term.translations.items()},
            sources=self._sources(term),
            reviewed=self._plain(term.reviewed) if term.reviewed else None,
            file=str(file_and_line.file),
            line=file_and_line.line,
        )

    def _plain(self, record: Record) -> Data:
        """Return a record without links to others: what the data file says, in plain words."""
        fields = record.model_dump(mode="json", exclude_defaults=True, exclude={"sources"})
        words = {"note", "definition", "plain_definition", "alt", "caption"}
        plain = {name: plain_words(v) if name in words else v for name, v in fields.items()}
        return plain | self._cited(getattr(record, "sources", ()))

    def _cited(self, keys: Iterable[str]) -> Data:
        """Return the numbers of sources, if there are any."""
        numbers = [self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys]
        return {"sources": numbers} if numbers else {}

    def _link(self, key: str) -> Data:
        return {"key": key, "label": self._termbase.label(key)}

    def _sense(self, key: str, sense: Sense) -> Data:
        texts = ("definition", "plain_definition", "scope_note")
        return _filled(
            key=key,
            subject_field=sense.subject_field,
            **{name: plain_words(getattr(sense, name) or "") for name in texts},
            examples=list(map(plain_words, sense.examples)),
            **self._cited(sense.sources),
            figures=[self._plain(figure) for figure in sense.figures],
            **self._ties(sense),
        )

    def _ties(self, record: Term | Sense) -> Data:
        """Return the relations and codes of a term or a sense."""
        relations = {name: list(map(self._link, getattr(record, name))) for name in RELATIONS}
        return {**relations, "codes": list(map(self._code, record.codes))}

    def _etymology(self, etymology: Etymology) -> Data:
        parts = []
        for key in etymology.parts:
            part = self._termbase.word_part(key)
            parts.append({"key": key, "label": part.label or key, **self._plain(part)})
        note = plain_words(etymology.note or "")
        return _filled(parts=parts, note=note, **self._cited(etymology.sources))

    def _condition(self, condition: Condition) -> Data:
        codes = condition.codes
        label = condition.label or ""
        if condition.term:
            label = label or self._termbase.label(condition.term)
            codes = codes or self._termbase.term(condition.term).codes
        return _filled(
            label=label,
            term=condition.term,
            relation=condition.relation,
            note=plain_words(condition.note or ""),
            codes=list(map(self._code, codes)),
            **self._cited(condition.sources),
        )

    def _code(self, code: Code) -> Data:
        systems = self._termbase.systems
        return _filled(
            system=code.system,
            code=code.code,
            notation=systems.notation(code.system, code.code),
            display=code.display,
            match=code.match,
            version=code.version,
            address=systems.address(code.system, code.code),
        )

    def _sources(self, term: Term) -> list[Data]:
        self._cited(term.sources)
        return [
            {"number": number, "key": key, **_described(self._termbase.source(key))}
            for key, number in self._numbers.items()
        ]


def _described(source: Source) -> Data:
    """Return a source in words, and its addresses."""
    volume = source.volume or ""
    volume += f"({source.issue})" if source.issue else ""
    volume += f":{source.pages}" if source.pages else ""
    place = ", ".join(filter(None, (source.journal, source.edition, source.publisher)))
    when = ";".join(filter(None, ("" if source.year is None else str(source.year), volume)))
    version = f"version {source.version}" if source.version else ""
    published = ", ".join(filter(None, (" ".join(filter(None, (place, when))), version)))
    said = [
        source.authors,
        source.title,
        published[:1].upper() + published[1:],
        f"License: {source.licence}" if source.licence else "",
        plain_words(source.note or "").replace("\n", " "),
        f"Accessed {source.accessed}" if source.accessed else "",
    ]
    text = " ".join(one if one.endswith((".", "?", "!")) else f"{one}." for one in said if one)
    return _filled(text=text, addresses=list(_addresses(source)))


def _addresses(source: Source) -> Iterator[str]:
    if source.doi:
        yield f"https://doi.org/{quote(source.doi, safe='/:;().-_')}"
    if source.pmid:
        yield f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/"
    if source.pmcid:
        yield f"https://pmc.ncbi.nlm.nih.gov/articles/{source.pmcid}/"
    if source.url:
        yield source.url
