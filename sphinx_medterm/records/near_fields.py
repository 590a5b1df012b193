"""Names that fields have in other formats, and the names that they have here."""

from __future__ import annotations

import re

from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.names.suggest import did_you_mean, question
from sphinx_medterm.records.record import Record

NAMES: dict[str, str] = {
    "abbreviations": "abbr abbrev abbreviated abbreviation acronym acronyms initialism short "
    "short_form short_forms shortname short_name",
    "accessed": "access_date date_accessed retrieved urldate",
    "alt": "alt_text alternative alternative_text description text",
    "audio": "sound sounds recording recordings audio_file sound_file voice file mp3",
    "authors": "author creator creators editor editors organization organisation",
    "broader": "parent parents is_a isa subclass_of sub_class_of hypernym hypernyms broad "
    "broader_term broader_terms bt part_of superclass superordinate",
    "by": "reviewer reviewed_by author",
    "caption": "title legend text description note",
    "code": "id identifier value",
    "codes": "code coding codings id ids identifier identifiers xref xrefs db_xref",
    "contrast": "opposite opposites opposite_of antonym antonyms differs_from not_to_confuse "
    "confused_with disjoint disjoint_with",
    "credit": "credits author authors artist attribution photographer by",
    "date": "day on when reviewed",
    "definition": "def defn defined description desc meaning text explanation gloss "
    "professional_definition",
    "display": "label name title term",
    "due": "next next_review until expires",
    "etymology": "etym origin history derivation roots parts word_parts components prefix suffix",
    "examples": "example usage usages sentence sentences",
    "figures": "figure image images picture pictures illustration illustrations drawing drawings "
    "photo photos diagram diagrams",
    "file": "src source path url uri href name image picture filename file_name",
    "form": "origin word source_word etymon",
    "forms": "form inflection inflections plural plurals",
    "gloss": "meaning definition def description text translation",
    "hidden_labels": "hidden hidden_label hidden_name hidden_names misspelling misspellings "
    "alt_spellings_hidden",
    "ipa": "pronunciation phonetic phonetics transcription",
    "journal": "publication container_title booktitle magazine",
    "kind": "type class",
    "lang": "language languages locale",
    "licence": "license rights copyright",
    "match": "mapping relation match_type",
    "narrower": "child children hyponym hyponyms subclasses has_part narrow narrower_term "
    "narrower_terms nt subordinate",
    "note": "notes comment comments remark remarks description history",
    "parts": "word_parts components morphemes elements roots",
    "part_of_speech": "pos word_class wordclass class type grammar speech",
    "plain_definition": "lay lay_definition layman plain plain_language plain_text simple "
    "simple_definition lay_description patient_definition consumer_definition",
    "pmid": "pubmed pubmed_id",
    "pmcid": "pmc",
    "pronunciation": "pron pronounce phonetic phonetics ipa respelling",
    "related": "rt related_term related_terms associated associated_with",
    "related_conditions": "condition conditions disease diseases",
    "relation": "how role",
    "replaced_by": "replacement superseded_by successor use use_instead instead",
    "respelling": "spelling pronunciation",
    "reviewed": "review last_reviewed last_review checked review_date",
    "scope": "type kind",
    "scope_note": "note notes comment comments remark remarks scope usage_note",
    "see_also": "see seealso further",
    "senses": "sense meanings definitions",
    "sources": "source reference references ref refs citation citations bibliography cite "
    "url link links website web homepage doi pmid pmcid isbn author authors journal year",
    "status": "state",
    "subject_field": "subject field domain specialty speciality discipline category topic",
    "synonyms": "synonym alias aliases aka also_known_as alternative alternatives alt_label "
    "altlabel alt_labels alternate_names other_names exact_synonym exact_synonyms",
    "system": "codesystem code_system vocabulary ontology scheme",
    "title": "name label heading",
    "translations": "translation languages lang language",
    "url": "link links website web homepage address href uri",
    "variants": "variant spelling spellings alternative_spelling alternative_spellings",
    "version": "release edition",
    "year": "date published issued publication_date",
    # Last, since names stand for more telling fields in terms.
    "label": "name term title headword lemma entry preferred_name preferred_term pref_label "
    "heading text value spelling form abbreviation abbr synonym variant condition",
}
"""Other names of fields, by field. A name may stand for several, of which a record has one."""

HOW: dict[str, str] = {
    **dict.fromkeys(("obsolete", "deprecated", "retired", "inactive"), "status: deprecated"),
    "superseded": "status: superseded",
    **{
        f"{kind}_match": f"codes: [{{system: …, code: …, match: {kind}}}]"
        for kind in ("exact", "close", "broad", "narrow", "related")
    },
    "plural": "forms: [{label: …, number: plural}]",
    "plurals": "forms: [{label: …, number: plural}]",
    **dict.fromkeys(
        ("audio", "sound", "sounds", "recording", "recordings"), "pronunciation: {audio: …}"
    ),
}
"""Names that stand for a value of a field: what to write."""

_MEANT: dict[str, list[str]] = {}
for _field, _others in NAMES.items():
    for _other in _others.split():
        _MEANT.setdefault(_other, []).append(_field)

_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAPS = re.compile(r"[\W_]+")


def field_hint(record: type[Record], name: str) -> str:
    """Return a hint which field of a record is meant by a name that is not one of them."""
    fields = record.model_fields
    plain = _GAPS.sub("_", _HUMPS.sub("_", name[:100])).strip("_").lower()
    joined = {field.replace("_", ""): field for field in fields}
    if same := joined.get(plain.replace("_", "")):
        return question([same])
    how = HOW.get(plain, "")
    if how.partition(":")[0] in fields:
        return f"write '{how}'"
    if "codes" in fields and (system := BUILT_IN.key(plain)) in BUILT_IN:
        return f"write 'codes: [{system}:…]'"
    meant = [field for field in _MEANT.get(plain, ()) if field in fields]
    return question(meant[:1]) or did_you_mean(name, fields, 1)
