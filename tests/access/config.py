from tests.access import PUBLIC, SIGNED_IN, Row

ROWS = [
    Row("home", SIGNED_IN),
    Row("health", PUBLIC),
]
