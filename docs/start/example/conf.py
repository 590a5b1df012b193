project = "Hematology"
copyright = "2026, the authors"
version = "1.0"
extensions = ["sphinx_medterm"]
