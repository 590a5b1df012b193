"""Which fields of records hold data text, apart from its grammar, which takes long to load."""

MARKED_FIELDS = ("definition", "plain_definition", "scope_note", "examples", "note")
"""The fields that take markup, in every record; all other fields are plain text."""
