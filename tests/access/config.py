from tests.access import PUBLIC, SIGNED_IN, Row

ROWS = [
    Row("home", SIGNED_IN),
    Row("health", PUBLIC),
    Row("accessibility", PUBLIC),
    Row("organisation-colours", PUBLIC),
    Row("organisation-logo", frozenset(), missing=PUBLIC),
]
