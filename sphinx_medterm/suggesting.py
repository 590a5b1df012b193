from sphinx_medterm.matching import suggest


class Suggester:
    def __init__(self, names): self.names=list(names)
    def near(self, name, limit=3): return suggest(name, self.names, limit)
    def near_each(self, names): return {n: self.near(n) for n in names}
def did_you_mean(names, known=()): return f"did you mean {' or '.join(map(repr, names))}?" if names else ""
