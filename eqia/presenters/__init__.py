from eqia.presenters.citations import cited_items, library_notes, people_asked
from eqia.presenters.documents import version_document, working_document
from eqia.presenters.lateness import made_after, retrospective_sentences, retrospective_version
from eqia.presenters.papers import Summary, summary_of
from eqia.presenters.states import Tag, tag_for
from eqia.presenters.tasks import TaskGroup, TaskList, next_after, section_url, task_list
from eqia.presenters.together import linked_with, together_with, unknowns_of

__all__ = [
    "Summary",
    "Tag",
    "TaskGroup",
    "TaskList",
    "cited_items",
    "library_notes",
    "linked_with",
    "made_after",
    "next_after",
    "people_asked",
    "retrospective_sentences",
    "retrospective_version",
    "section_url",
    "summary_of",
    "tag_for",
    "task_list",
    "together_with",
    "unknowns_of",
    "version_document",
    "working_document",
]
