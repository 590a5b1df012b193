"""While pages are read: roles, and what a page takes from the termbase."""
