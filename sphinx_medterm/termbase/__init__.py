"""The termbase: all data files together, compiled into a store and looked up."""
