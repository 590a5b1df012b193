"""Reading pages: the roles, and what each page uses of the termbase."""
