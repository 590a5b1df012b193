extensions = ["sphinx_medterm", "sphinx.ext.intersphinx"]
intersphinx_mapping = {"hematology": ("https://example.org/hematology", "hematology.inv")}
