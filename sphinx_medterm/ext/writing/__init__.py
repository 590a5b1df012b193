"""While pages are written: entries, words and links of mentions, cards, and what formats need."""
