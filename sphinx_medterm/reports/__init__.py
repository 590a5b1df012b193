"""Reports on a termbase as plain data, and their forms for terminals and other programs."""
