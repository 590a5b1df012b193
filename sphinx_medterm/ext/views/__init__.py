"""The views that directives place on pages: one module for each, all with the same interface."""
