extensions = ["sphinx_medterm"]
medterm_files = ["cardiology.yaml", "neurology.yaml"]
