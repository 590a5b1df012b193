project = "Hematology handbook"
version = "2.1"
html_baseurl = "https://example.org/"
extensions = ["sphinx_medterm"]
medterm_cite = True
