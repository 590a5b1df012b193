extensions = ["sphinx_medterm"]
