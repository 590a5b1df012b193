extensions = ["sphinx_medterm"]
medterm_hide = ["synonyms"]
