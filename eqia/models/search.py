"""What is searched: the words of an assessment as each kind of reader may read them."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone

from eqia.choices import Audience
from eqia.models.assessment import Assessment


class SearchDocument(models.Model):
    """The words of one assessment for one audience: the working copy, the last approved version, or the public version.

    `vector` weighs the title most (A), then the proposal (B), the rest of the answers (C) and evidence and names (D).
    `text` is what snippets are cut from. `services.search` writes the rows; nobody edits them.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="search_documents")
    audience = models.CharField(max_length=10, choices=Audience)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    vector = SearchVectorField(null=True)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "audience"], name="search_document_is_the_only_one_for_its_audience"
            )
        ]
        indexes: ClassVar = [
            GinIndex(fields=["vector"], name="search_document_vector"),
            GinIndex(OpClass(Upper("title"), name="gin_trgm_ops"), name="search_document_title_trigram"),
            GinIndex(OpClass("title", name="gin_trgm_ops"), name="search_document_title_like"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}, {self.get_audience_display()}"


class SearchWord(models.Model):
    """A word that occurs in what an audience may read, and in how many documents: what a misspelt word is compared with."""

    audience = models.CharField(max_length=10, choices=Audience)
    word = models.CharField(max_length=40)
    documents = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audience", "word"], name="search_word_is_counted_once_for_its_audience")
        ]
        indexes: ClassVar = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_trigram")]

    def __str__(self) -> str:
        return self.word
