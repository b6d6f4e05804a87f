"""What searching needs of PostgreSQL: trigrams for misspellings, and English words with their accents taken off.

Both extensions are trusted: the owner of the database may create them, no superuser is needed.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

MAKE = """
DROP TEXT SEARCH CONFIGURATION IF EXISTS due_regard;
CREATE TEXT SEARCH CONFIGURATION due_regard (COPY = english);
ALTER TEXT SEARCH CONFIGURATION due_regard
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
"""


class Migration(migrations.Migration):
    dependencies = [("eqia", "0006_comments_and_sign_off")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(MAKE, "DROP TEXT SEARCH CONFIGURATION IF EXISTS due_regard"),
    ]
