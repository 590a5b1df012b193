project = "Hematology"
extensions = ["sphinx_medterm"]
medterm_term_anchors = True
