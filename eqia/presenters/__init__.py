from eqia.presenters.documents import version_document, working_document
from eqia.presenters.states import Tag, tag_for
from eqia.presenters.tasks import TaskGroup, TaskList, next_after, section_url, task_list

__all__ = [
    "Tag",
    "TaskGroup",
    "TaskList",
    "next_after",
    "section_url",
    "tag_for",
    "task_list",
    "version_document",
    "working_document",
]
