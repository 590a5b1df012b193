WRONG = frozenset()
