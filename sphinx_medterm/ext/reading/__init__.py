"""Reading pages: the roles, and what each page uses from the termbase."""
