from typing import NamedTuple


class Reading(NamedTuple):
    name: str
    plural: bool
def spelling(name): return name
def readings(name): return (Reading(name, False),) + ((Reading(name[:-1], True),) if name.endswith("s") else ())
def plural(name): return name + "s"
