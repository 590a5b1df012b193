"""Rendering of records as standard docutils nodes, which every builder can write."""
