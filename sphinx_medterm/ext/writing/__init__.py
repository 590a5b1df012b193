"""Writing pages: entries, mentions, links, cards, and the needs of certain formats."""
