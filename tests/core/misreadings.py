WRONG=frozenset()
