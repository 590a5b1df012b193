"""What directives place on pages: one module for each view, all with the same interface."""
