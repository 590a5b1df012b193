"""Records: the plain data of a file, turned into valid terms, word parts and sources."""
