extensions = ["sphinx_medterm"]
medterm_audience = "plain"
