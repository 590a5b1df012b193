"""Records: plain data of a file made into terms, word parts and sources that are sound."""
