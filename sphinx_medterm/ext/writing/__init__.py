"""Writing pages: entries, mentions, links, cards, and the needs of single formats."""
