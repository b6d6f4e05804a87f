"""The Welsh words of times, for bodies that write their plans in Welsh: `31 Mawrth 2027`, `diwedd Chwarter 3 2026/27`.

"Hydref" is both October and autumn: with a day before it, or "mis", it is the month, after "yr" the season, and alone it asks.
"""

MONTHS = {
    "ionawr": 1,
    "chwefror": 2,
    "chwef": 2,
    "mawrth": 3,
    "ebrill": 4,
    "mai": 5,
    "mehefin": 6,
    "gorffennaf": 7,
    "gorff": 7,
    "awst": 8,
    "medi": 9,
    "hydref": 10,
    "tachwedd": 11,
    "tach": 11,
    "rhagfyr": 12,
    "rhag": 12,
}
SEASONS = {"gwanwyn": 3, "haf": 6, "gaeaf": 12}
PARTS = {"diwedd": "end", "dechrau": "start", "canol": "mid"}
FEASTS_BY_EASTER = {"pasg": 0, "sulgwyn": 49}
FIXED_FEASTS = {"nadolig": (12, 25), "dydd gŵyl dewi": (3, 1)}
