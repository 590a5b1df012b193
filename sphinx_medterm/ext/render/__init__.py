"""From records to standard docutils nodes, which every builder can write."""
