"""The command line ``medterm``: one file per command, put together in ``main.py``."""
