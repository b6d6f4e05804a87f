"""An assessment as a document: of a frozen version for pages, PDFs and packs, or of the working copy for its writers."""

import datetime
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from eqia.choices import Effect, Likely, Stage
from eqia.content import content_of
from eqia.content.consultation import without_few
from eqia.content.earlier import as_today
from eqia.models import Assessment, AssessmentVersion, PublicVersion
from eqia.presenters.lateness import retrospective_version
from eqia.presenters.states import EFFECTS
from eqia.redaction import MARK, MARKED

GLANCE = (Effect.NEGATIVE, Effect.BOTH, Effect.POSITIVE, Effect.UNKNOWN, Effect.NONE)
DATES = (
    "started_on",
    "options_formed_on",
    "decision_expected_on",
    "due_on",
    "starts_on",
    "ends_on",
    "review_on",
    "review_again_on",
    "taken_on",
    "dated_on",
    "cited_on",
    "stale_on",
    "fed_back_on",
)
MOMENTS = ("at",)


def version_document(version: AssessmentVersion | PublicVersion, *, shows_names: bool = False) -> dict[str, Any]:
    """Context for `eqia/_version_body.html` and `eqia/documents/assessment_body.html`.

    `document` is the payload with dates read back, and its impact cards sorted into `affected` and `unaffected`;
    `version` says which version it is and its hash. Officers appear by their posts; only pages for people who work on the
    assessment set `shows_names`. Of a public version `version` names the approved version it was made from, and `public`
    its own number, the moment of its publication and the reasons for hiding words.
    """
    about: dict[str, Any] = {
        "number": version.number,
        "stage": version.get_stage_display(),
        "made_at": version.made_at,
        "sha256": version.sha256,
    }
    if isinstance(version, PublicVersion):
        made_from = version.payload["public"]
        about |= {
            "number": made_from["version"],
            "stage": str(Stage.APPROVED.label),
            "made_at": datetime.datetime.fromisoformat(made_from["approved_at"]),
            "public": {"number": version.number, "made_at": version.made_at, "hidden": made_from["hidden"]},
        }
    return {"document": _document(version.payload), "version": about, "shows_names": shows_names}


def working_document(
    assessment: Assessment, content: dict[str, Any] | None = None, *, shows_names: bool = True
) -> dict[str, Any]:
    """The same for the working copy, which is no version yet; `content` is its content if that has been read already."""
    return {"document": _document(content or content_of(assessment)), "version": None, "shows_names": shows_names}


def _document(payload: dict[str, Any]) -> dict[str, Any]:
    today = without_few(as_today(payload))
    document: dict[str, Any] = _read(_with_marks(today) if "public" in today else today)
    cards = [_with_what_belongs(card, document) for card in document.get("impacts", [])]
    return (
        {"local": [], "after_decisions": []}
        | document
        | {
            "retrospective": retrospective_version(payload),
            "affected": [card for card in cards if card["effect"] != Effect.NONE or card["subgroups"]],
            "unaffected": [card for card in cards if card["effect"] == Effect.NONE and not card["subgroups"]],
            "glance": _sorted(
                [(card["words"], _local(card)) for card in cards], [str(effect.label) for effect in GLANCE]
            ),
            "screened": _sorted(
                [(group["words"], _local(group)) for group in document["screening"]["groups"]],
                [str(likely.label) for likely in Likely],
            ),
        }
    )


def _with_what_belongs(card: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The card with what stands elsewhere about its group: evidence that names it, and what is promised to it."""
    return card | {
        "cited": [item["title"] for item in document["evidence"]["items"] if _names(item, card)],
        "promised": [promise for promise in document["mitigations"] if promise["for"] == card["name"]],
    }


def _names(item: dict[str, Any], card: dict[str, Any]) -> bool:
    return any(name == card["name"] or name.startswith(f"{card['name']} (") for name in item.get("about", []))


def _sorted(groups: list[tuple[str, str]], order: list[str]) -> list[tuple[str, str]]:
    """Which groups share an answer: (answer, names), in the order given; what is not answered comes last."""
    answers = [*order, *sorted({answer for answer, _name in groups if answer and answer not in order}), ""]
    names = {answer: [name for each, name in groups if each == answer] for answer in answers}
    return [(answer or _("Not answered"), "; ".join(shared)) for answer, shared in names.items() if shared]


def _local(group: dict[str, Any]) -> str:
    return group["name"] if group["is_statutory"] else _("%s (local)") % group["name"]


def _with_marks(value: Any, key: str = "") -> Any:
    """The content of a public version with the marks of hidden words set apart from the text around them."""
    if isinstance(value, dict):
        read = {name: _with_marks(each, name) for name, each in value.items()}
        if MARK in (value.get("link") or ""):
            # A web address with a gap leads nowhere: what is left of it is shown as words.
            read |= {"link": "", "source": marked(" ".join(filter(None, (value.get("source"), value["link"]))))}
        return read
    if isinstance(value, list):
        return [_with_marks(each) for each in value]
    return marked(value) if isinstance(value, str) and MARK in value and key != "title" else value


def marked(text: str) -> str:
    """Escaped, each mark of hidden words in an element of its own."""
    pieces, last = [], 0
    for match in MARKED.finditer(text):
        pieces += [("", text[last : match.start()]), ("mark", match[0])]
        last = match.end()
    pieces.append(("", text[last:]))
    return format_html_join(
        "",
        "{}",
        ((format_html('<span class="app-redacted">{}</span>', each) if kind else each,) for kind, each in pieces),
    )


def _read(value: Any, key: str = "") -> Any:
    """ISO texts become dates and moments again; each effect gets its tag."""
    if isinstance(value, dict):
        read = {name: _read(each, name) for name, each in value.items()}
        if read.get("effect") in EFFECTS:
            read["tag"] = EFFECTS[read["effect"]]
        return read
    if isinstance(value, list):
        return [_read(each) for each in value]
    if value and key in DATES:
        return datetime.date.fromisoformat(value)
    if value and key in MOMENTS:
        return datetime.datetime.fromisoformat(value)
    return value
