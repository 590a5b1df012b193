"""The SQL of a store: its indexes, and the queries that take more than a line."""

from __future__ import annotations

INDEXES = (
    "records_by_key ON records (section, key)",
    "records_amended ON records (id) WHERE shadowed OR stated NOTNULL",
    "records_relations ON records (relations, shadowed) WHERE relations NOTNULL",
    "records_silent ON records (key) WHERE silent",
    "records_deprecated ON records (key) WHERE deprecated",
    "names_by_name ON names (name)",
    "names_by_record ON names (record)",
    "names_by_spelling ON names (spelling) WHERE spelling NOTNULL",
    "names_deprecated ON names (record) WHERE deprecated",
    "former_keys_by_key ON former_keys (former)",
    "former_keys_by_record ON former_keys (record)",
    "codes_by_code ON codes (code, system)",
    "codes_by_record ON codes (record)",
    "links_by_record ON links (record)",
    "links_by_target ON links (target)",
    "attachments_by_record ON attachments (record)",
    "links_renamed ON links (stated) WHERE stated NOTNULL",
)

# ``+id`` has no type, as the column that it is compared with; otherwise SQLite would use no index.
OF_KEY = " FROM records WHERE section = ? AND key = ? AND NOT shadowed"
KNOWN = "SELECT key FROM records WHERE section = 'terms' AND NOT shadowed"
LABELS = "SELECT key, label FROM records WHERE section = 'terms' AND NOT shadowed"
IN_GLOSSARY = " AND records.file IN (SELECT id FROM files WHERE glossary = ?)"
NAMED = """
SELECT key, coalesce(written, name), strict, rank, plural FROM names
JOIN records ON records.id = names.record
WHERE name = ? AND NOT loose AND NOT shadowed
"""
SPELT = """
SELECT key, coalesce(written, name), strict, coalesce(spelling, name), rank, loose FROM names
JOIN records ON records.id = names.record
WHERE (spelling IN (SELECT value FROM json_each(?))
    OR (spelling IS NULL AND name IN (SELECT value FROM json_each(?))))
AND rank >= ? AND NOT shadowed
"""
IN_PROSE = """
SELECT coalesce(spelling, name), written, name, strict, rank, key, silent FROM names
JOIN records ON records.id = names.record WHERE rank > ? AND rank < ? AND NOT shadowed
UNION ALL SELECT key, key, NULL, NULL, NULL, key, silent FROM records
WHERE section = 'terms' AND label = key AND NOT shadowed
"""
NAMES_OF = """
SELECT name, coalesce(written, name), strict, coalesce(spelling, name), rank, deprecated, loose
FROM names WHERE record =
    (SELECT +id FROM records WHERE section = 'terms' AND key = ? AND NOT shadowed)
"""
WITH_DEPRECATED = """
SELECT DISTINCT key, FALSE FROM names JOIN records ON records.id = names.record
WHERE names.deprecated AND NOT shadowed
UNION ALL SELECT key, TRUE FROM records WHERE deprecated AND NOT shadowed
"""
FORMER_KEYS = """
SELECT former, key FROM former_keys JOIN records ON records.id = former_keys.record
WHERE NOT shadowed ORDER BY former, key
"""
RENAMED = """
SELECT DISTINCT records.id, file, records.section, key, span FROM links
JOIN records ON records.id = links.record
WHERE links.stated NOTNULL AND NOT shadowed ORDER BY records.section, key
"""
MENTIONED = """
SELECT DISTINCT target FROM links JOIN records ON records.id = links.record
WHERE links.section = '' AND field IN (SELECT value FROM json_each(?)) AND NOT shadowed
ORDER BY target
"""
MENTIONING = """
SELECT DISTINCT records.id, file, records.section, key, span FROM links
JOIN records ON records.id = links.record JOIN files ON files.id = file
WHERE target IN (SELECT value FROM json_each(?)) AND links.section = ''
AND field IN (SELECT value FROM json_each(?)) AND NOT shadowed
ORDER BY number, records.section, key
"""
STATED = """
SELECT key, data FROM records JOIN files ON files.id = file
WHERE section = ? AND NOT shadowed ORDER BY number, records.id
"""
SHARED = """
SELECT written, json_group_array(key) FROM (
    SELECT coalesce(written, name) AS written, key FROM names JOIN records ON records.id = record
    WHERE (rank BETWEEN ? AND ? OR (rank < ? AND label = key)) AND NOT shadowed
    UNION SELECT key, key FROM records WHERE section = 'terms' AND label = key AND NOT shadowed
) GROUP BY written HAVING count(*) > 1 ORDER BY written
"""
DISPLAY = """
SELECT coalesce(display, label) FROM codes JOIN records ON records.id = codes.record
WHERE code = ? AND system = ? AND NOT shadowed AND (display NOTNULL OR exact)
ORDER BY display ISNULL, display, key LIMIT 1
"""
OWN_CODES = """
SELECT key, system, code, sense FROM codes JOIN records ON records.id = codes.record
WHERE sense NOTNULL AND NOT shadowed ORDER BY NOT exact, key, codes.rowid
"""
LINKS_TO = """
SELECT DISTINCT key, field FROM links
JOIN records ON records.id = links.record AND NOT shadowed
WHERE target = ? AND links.section = 'terms' ORDER BY key
"""
LINKS = """
SELECT * FROM links WHERE record =
    (SELECT +id FROM records WHERE section = ? AND key = ? AND NOT shadowed)
ORDER BY rowid
"""
UNCLEAR = """
SELECT field, target, count(*), records.id, file, records.section, key, span,
    min(printf('%09d %s %s', number, records.section, key)) -- of whose record the columns are
FROM links JOIN records ON records.id = links.record JOIN files ON files.id = records.file
WHERE links.section = '' AND NOT shadowed GROUP BY field, target
HAVING field NOT IN (SELECT value FROM json_each(?)) OR NOT (
    EXISTS (SELECT 1 FROM records WHERE section = 'terms' AND key = target AND NOT shadowed)
    OR (SELECT count(DISTINCT record) = 1 AND NOT max(strict) FROM names
        JOIN records ON records.id = names.record WHERE name = target AND NOT shadowed)
)
"""
COUNT_LINKS = """
SELECT count(*) FROM links JOIN records ON records.id = record AND NOT shadowed
WHERE links.section = '' AND field IN (SELECT value FROM json_each(?))
"""
DIAGNOSTICS = """
SELECT name, diagnostics.* FROM diagnostics JOIN files ON files.id = file
ORDER BY number, line, "column", diagnostics.rowid
"""
REPEATED = """
SELECT record.id, record.file, record.section, record.key, record.span, record.data != first.data
FROM (SELECT section, key FROM records GROUP BY section, key HAVING count(*) > 1) AS twice
JOIN records AS record USING (section, key)
JOIN files ON files.id = record.file
JOIN (
    SELECT section, key, data, min(number) AS number
    FROM records JOIN files ON files.id = records.file GROUP BY section, key
) AS first USING (section, key)
WHERE files.number > first.number
"""
DANGLING = """
SELECT DISTINCT record.id, record.file, record.section, record.key, record.span
FROM links JOIN records AS record ON record.id = links.record
JOIN files ON files.id = record.file
WHERE links.section != '' AND NOT record.shadowed AND NOT EXISTS (
    SELECT 1 FROM records AS meant
    WHERE meant.section = links.section AND meant.key = links.target
)
ORDER BY files.number, record.section, record.key -- the first faults get suggestions
"""
RELATIONS = """
SELECT record.key, field, target, sense FROM links
JOIN records AS record ON record.id = links.record
JOIN files ON files.id = record.file
WHERE field IN ('broader', 'narrower', 'related', 'replaced_by') AND NOT record.shadowed
AND EXISTS (SELECT 1 FROM records WHERE section = 'terms' AND key = target)
ORDER BY files.number, record.key, links.rowid -- the first ones get the messages
"""
RELATIONS_DIGEST = """
SELECT count(*) || ' ' || coalesce(sum(relations >> 24), 0)
    || ' ' || coalesce(sum(relations & 0xffffff), 0) -- all of it at once could overflow
FROM records WHERE relations NOTNULL AND NOT shadowed
"""
AS_STATED = """
UPDATE records SET data = coalesce(stated, data), stated = NULL, shadowed = 0
WHERE shadowed OR stated NOTNULL
"""
LINKS_AS_STATED = "UPDATE links SET target = stated, stated = NULL WHERE stated NOTNULL"
RENAME = "UPDATE links SET target = ?, stated = ? WHERE section = 'terms' AND target = ?"
ATTACHMENTS = """
SELECT records.id, records.file, section, key, span, name_of_file, attachments.rowid, attachments.*
FROM attachments
JOIN records ON records.id = attachments.record
JOIN (SELECT id AS file_id, name AS name_of_file, number FROM files) ON file_id = records.file
WHERE NOT shadowed ORDER BY number, attachments.rowid
"""
ATTACHED = """
SELECT attachments.* FROM attachments WHERE record =
    (SELECT +id FROM records WHERE section = 'terms' AND key = ? AND NOT shadowed)
ORDER BY attachments.rowid
"""
NOTE_FILE = """
INSERT INTO files (name, number, digest) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET number = excluded.number, digest = excluded.digest
"""
