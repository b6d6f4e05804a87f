from organisation.demo import Council


def load(council: Council) -> None:
    """The demonstration council's eqia records."""
