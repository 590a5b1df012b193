project = "Blood"
extensions = ["sphinx_medterm"]
gettext_compact = False
