"""Names: which count as the same, and how they are written; independent of records."""
