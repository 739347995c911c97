"""What is wrong with an instance, in words that whoever wrote the file can act on."""

MOST_SHOWN = 20


class InstanceFaulty(Exception):
    """An instance that cannot be read; `faults` says where and what, at most twenty of them."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults[:MOST_SHOWN]
        more = len(faults) - len(self.faults)
        super().__init__("\n".join([*self.faults, *([f"and {more} more"] if more else [])]))
