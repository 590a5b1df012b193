"""What directives place on pages: one file for each view, behind one protocol."""
