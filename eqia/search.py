"""Finding assessments by their words, as far as the reader may read them.

Everybody searches only what stands open to them: who works on an assessment its working copy, members and clerks the last
approved version, the public the public version. Spelling is corrected only to words that stand in those same texts.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, TrigramSimilarity
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.html import escape
from django.utils.safestring import mark_safe

from eqia.choices import Audience, State
from eqia.models import SearchDocument, SearchWord
from eqia.querysets import WORKS_ON, within

CONFIG = "due_regard"
# Beyond so many the words say too little: the order is then the best of some of them, and the page asks for more words.
RANKED = 500
LONGEST = 200
REFERENCE = re.compile(r"[A-Za-z]+-?\d")
WORD = re.compile(r"[^\W\d_]{4,40}")
# How much a word counts in evidence, in the answers, in the proposal and in the title.
WEIGHTS = [0.1, 0.3, 0.6, 1.0]
START, STOP = "\ue000", "\ue001"
# Words of so many proposals that they make none alike.
COMMON = frozenset("about after changes change council from into make more moving over plan proposal review service services that their this with".split())  # noqa: SIM905  # fmt: skip


def documents_for(person: Any, visible: QuerySet) -> QuerySet[SearchDocument]:
    """One document of each visible assessment: the working copy where the person follows the work, else the approved
    version. `visible` is `Assessment.objects.visible_to(person)`."""
    working = Q(audience=Audience.WORKING)
    if person.holds(*WORKS_ON) and within(person, *WORKS_ON) == Q():
        return SearchDocument.objects.filter(working)
    follows = within(person, *WORKS_ON, prefix="assessment__unit")
    approved = Q(audience=Audience.APPROVED, assessment__in=visible.order_by().values("pk")) & ~follows
    return SearchDocument.objects.filter((working & follows) | approved)


def public_documents() -> QuerySet[SearchDocument]:
    return SearchDocument.objects.filter(audience=Audience.PUBLIC).exclude(assessment__state=State.WITHDRAWN)


@dataclass(frozen=True)
class Finding:
    """What some words find among documents. `corrected` are the words it was done with, if those asked for stood nowhere."""

    asked: str
    corrected: str
    documents: QuerySet[SearchDocument]

    @property
    def query(self) -> SearchQuery:
        return query_of(self.corrected or self.asked)

    @property
    def assessments(self) -> QuerySet:
        """Ids of the assessments found, in no order."""
        return self.documents.order_by().values("assessment_id")

    def ranked(self, among: QuerySet) -> list[int]:
        """Ids of the assessments found among those, the best first."""
        some = self.documents.filter(assessment__in=among.order_by().values("pk")).order_by().values("pk")[:RANKED]
        rank = SearchRank(F("vector"), self.query, weights=WEIGHTS)
        best = SearchDocument.objects.filter(pk__in=some).annotate(rank=rank).order_by("-rank", "-assessment_id")
        return list(best.values_list("assessment_id", flat=True))

    def shown(self, ids: list[int]) -> dict[int, "Hit"]:
        """Title and snippet of each of the assessments, with what was found marked."""
        return hits(self.documents.filter(assessment__in=ids), self.query)


@dataclass(frozen=True)
class Hit:
    """A document in a list: its title as the reader may read it, and where the words stand in the text. Escaped."""

    title: str
    snippet: str


def find(documents: QuerySet[SearchDocument], words: str) -> Finding:
    """Documents with all of the words in any of their forms, or with a part of the title; failing that, of what was
    probably meant."""
    asked = clean(words)
    found = _matching(documents, asked)
    if not asked or REFERENCE.match(asked) or found.exists():
        return Finding(asked, "", found)
    corrected = respelt(documents, asked)
    if corrected == asked:
        return Finding(asked, "", found)
    return Finding(asked, corrected, _matching(documents, corrected))


def clean(words: str) -> str:
    return " ".join(words.replace("\x00", "").split())[:LONGEST]


def query_of(words: str) -> SearchQuery:
    return SearchQuery(words, config=CONFIG, search_type="websearch")


def _matching(documents: QuerySet[SearchDocument], words: str) -> QuerySet[SearchDocument]:
    return documents.filter(Q(vector=query_of(words)) | Q(title__icontains=words))


def respelt(documents: QuerySet[SearchDocument], words: str) -> str:
    """The words with each that stands in none of the documents replaced by the most similar one that does."""
    audiences = documents.order_by().values("audience")
    better = words
    for word in list(dict.fromkeys(WORD.findall(words)))[:4]:
        if documents.filter(vector=query_of(word)).exists():
            continue
        plain = _plain(word)
        likely = (
            SearchWord.objects.filter(audience__in=audiences, word__trigram_similar=plain)
            .annotate(likeness=TrigramSimilarity("word", plain))
            .order_by("-likeness", "-documents", "word")
            .values_list("word", flat=True)[:4]
        )
        for candidate in dict.fromkeys(likely):
            if documents.filter(vector=query_of(candidate)).exists():
                better = re.sub(rf"\b{re.escape(word)}\b", candidate, better)
                break
    return better


def _plain(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each)).lower()


def similar(documents: QuerySet[SearchDocument], title: str, *, most: int = 5) -> list[SearchDocument]:
    """Documents about the same thing, going by a title: with half of its telling words, or titled almost the same."""
    title = clean(title)
    telling = [word for word in dict.fromkeys(WORD.findall(_plain(title))) if word not in COMMON][:8]
    if not telling:
        return []
    alike = documents.filter(vector=_raw(_at_least_two(telling))).order_by().values("pk")[:RANKED]
    each = [_raw(f"'{word}':AB") for word in telling]
    hit: Any = sum(
        (Case(When(vector=query, then=Value(1)), default=Value(0), output_field=IntegerField()) for query in each),
        start=Value(0),
    )
    likeness = TrigramSimilarity("title", title)
    found = (
        SearchDocument.objects.filter(pk__in=alike)
        .annotate(hits=hit, likeness=likeness)
        .filter(hits__gte=(len(telling) + 1) // 2)
        .select_related("assessment__unit__parent")
        .defer("text", "vector")
    )
    best: list[SearchDocument] = list(found.order_by("-hits", "-likeness", "-assessment_id")[:most])
    if best:
        return best
    # Nothing shares the words: perhaps they are misspelt.
    nearly = documents.filter(title__trigram_similar=title).annotate(likeness=likeness).filter(likeness__gte=0.4)
    nearly = nearly.select_related("assessment__unit__parent").defer("text", "vector")
    return list(nearly.order_by("-likeness", "-assessment_id")[:most])


def _raw(query: str) -> SearchQuery:
    return SearchQuery(query, config=CONFIG, search_type="raw")


def _at_least_two(words: list[str]) -> str:
    """A query for documents with two of the words in title or proposal; with the one, where there is but one."""
    if len(words) == 1:
        return f"'{words[0]}':A"
    return " | ".join(f"('{one}':AB & '{other}':AB)" for one, other in combinations(words, 2))


def hits(documents: QuerySet[SearchDocument], query: SearchQuery) -> dict[int, Hit]:
    """Title and snippet of each document, by the id of its assessment."""
    options: dict[str, Any] = {"config": CONFIG, "start_sel": START, "stop_sel": STOP}
    rows = documents.annotate(
        found_title=SearchHeadline("title", query, highlight_all=True, **options),
        snippet=SearchHeadline(
            "text", query, max_words=26, min_words=12, max_fragments=2, fragment_delimiter=" … ", **options
        ),
    ).values_list("assessment_id", "found_title", "snippet")
    return {pk: Hit(_marked(title), _marked(snippet) if START in snippet else "") for pk, title, snippet in rows}


def _marked(text: str) -> str:
    """Escaped, with what was found in `<mark>`."""
    return mark_safe(  # noqa: S308  # every text was escaped before the marks came in
        escape(text).replace(START, '<mark class="app-found">').replace(STOP, "</mark>")
    )
