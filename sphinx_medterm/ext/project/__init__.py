"""When all pages are read: what follows from all of them together."""
