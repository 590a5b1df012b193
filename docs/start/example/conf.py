project = "Hematology"
extensions = ["sphinx_medterm"]
