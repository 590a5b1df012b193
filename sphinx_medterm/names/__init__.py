"""What counts as the same name, and how names are written; knows nothing of records."""
