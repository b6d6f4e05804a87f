"""What is searched in a crowd of assessments, made inside the database as the crowd is."""

from django.db import connection


def write_documents() -> None:
    """A search document of each assessment for those who work on it and, once approved, for members; and their words."""
    with connection.cursor() as cursor:
        for audience, which in (("working", "true"), ("approved", "a.approved_on IS NOT NULL")):
            cursor.execute(
                "INSERT INTO eqia_searchdocument (assessment_id, audience, title, text, vector, written_at)"
                " SELECT a.id, %s, a.title, a.summary || E'\\n' || a.aims || E'\\n' || a.affected,"
                " setweight(to_tsvector('due_regard', a.title), 'A')"
                " || setweight(to_tsvector('due_regard', a.summary || ' ' || a.aims || ' ' || a.affected), 'B'), now()"
                f" FROM eqia_assessment a WHERE {which}"
                " ON CONFLICT (assessment_id, audience) DO NOTHING",
                [audience],
            )
        cursor.execute(
            "INSERT INTO eqia_searchword (audience, word, documents)"
            " SELECT audience, lower(word), count(*) FROM eqia_searchdocument, regexp_split_to_table(title, '\\W+') word"
            " WHERE length(word) BETWEEN 4 AND 40 GROUP BY 1, 2 ON CONFLICT DO NOTHING"
        )
        cursor.execute("ANALYZE")
