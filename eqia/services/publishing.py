"""The public version of an approved assessment: hiding words, publishing, publishing anew, taking down."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from eqia.choices import REDACTION_MARKS, RedactionReason, Stage, State
from eqia.content.consultation import without_few
from eqia.models import Assessment, AssessmentVersion, PublicVersion, Redaction
from eqia.redaction import find, find_everywhere, redacted, texts
from eqia.services.finding import index_public
from eqia.services.steps import approved_version
from governance.errors import MoveForbidden, MoveRefused
from governance.rules import content_hash
from governance.services import move


def version_to_publish(assessment: Assessment) -> AssessmentVersion | None:
    """The version that a public version is made from now: the last approved one, or the one that was published.

    While a published assessment is written anew, what can be changed is the public form of what was published.
    """
    if assessment.state == State.APPROVED:
        return approved_version(assessment)
    return assessment.published_version


def public_payload(version: AssessmentVersion, redactions: Iterable[Redaction] | None = None) -> dict[str, Any]:
    """What the public would read of the version, with the words that are hidden in it now, or with those given.

    Raises MoveRefused where a redaction does not fit the text: then nothing is shown at all.
    """
    hidden = version.redactions.standing() if redactions is None else redactions
    spans = [each.span for each in hidden]
    try:
        payload = redacted(
            without_few(version.payload), spans, lambda reason: str(REDACTION_MARKS[RedactionReason(reason)])
        )
    except ValueError:
        raise MoveRefused(
            _("Words to be hidden are not where they were marked. Remove the marks and set them again.")
        ) from None
    reasons = dict.fromkeys(REDACTION_MARKS[RedactionReason(each.reason)] for each in spans)
    return payload | {
        "public": {
            "version": version.number,
            "approved_at": timezone.localtime(version.made_at).isoformat(timespec="seconds"),
            "hidden": [str(each) for each in reasons],
        }
    }


def public_wording(version: AssessmentVersion) -> PublicVersion:
    """An approved version as it may stand in a paper that is open to the public: what the public reads of it now.

    Where nothing of it is public, or more is to be hidden than is so far, it is a public version that is not saved, with
    everything hidden that a publisher has hidden: also what was lifted since it was published, and what an earlier
    version hid. Reads `public_versions` and `redactions` as they may have been fetched. Raises as `public_payload`.
    """
    redactions = list(version.redactions.all())
    shown = next((each for each in version.public_versions.all() if each.is_shown), None)
    hidden = [each for each in redactions if each.lifted_at is None]
    if shown is None:
        hidden += to_hide_again(version, hidden)
    elif all(each.published_at for each in hidden):
        return shown
    else:
        hidden += [each for each in redactions if each.lifted_at and each.lifted_at > shown.made_at]
    payload = public_payload(version, hidden)
    return PublicVersion(source=version, number=0, payload=payload, sha256=content_hash(payload))


@transaction.atomic
def hide_words(
    *,
    assessment: Assessment,
    words: str,
    reason: str,
    by: Any,
    path: str = "",
    which: int | None = None,
    at: datetime.datetime | None = None,
) -> list[Redaction]:
    """Mark words of the version to be published: the nth place (`which`, from 1) of the text at `path`, every place in
    that text, or without a path every place in the assessment.

    Raises MoveRefused where the words do not stand there.
    """
    version = _version_for(assessment, by)
    if path:
        text = next((each.text for each in texts(version.payload) if each.path == path), None)
        found = [] if text is None else [(path, *place) for place in places_in(text, words)]
        found = found if which is None else found[which - 1 : which]
    else:
        found = [(place.path, place.start, place.end) for place in find_everywhere(version.payload, words)]
    if not found or not words.strip():
        raise MoveRefused(_("These words do not stand there. Copy them from the text exactly as they are."))
    standing = {(each.path, each.start, each.end) for each in version.redactions.standing()}
    return [
        Redaction.objects.create(
            version=version, path=where, start=start, end=end, reason=reason, by=by, at=at or timezone.now()
        )
        for where, start, end in found
        if (where, start, end) not in standing
    ]


def places_in(text: str, words: str) -> list[tuple[int, int]]:
    """As whole words; where they are a part of longer words, such as a number within a code, as they stand."""
    if places := find(text, words):
        return places
    places, start = [], 0
    while words.strip() and (start := text.find(words.strip(), start)) >= 0:
        places.append((start, start + len(words.strip())))
        start = places[-1][1]
    return places


@transaction.atomic
def show_words(*, assessment: Assessment, redaction: Redaction, by: Any, at: datetime.datetime | None = None) -> None:
    """Take back one redaction. One that was published is kept as lifted; the public reads the words once it is
    published anew."""
    _version_for(assessment, by)
    locked = Redaction.objects.select_for_update().get(pk=redaction.pk)
    if locked.published_at is None:
        locked.delete()
    elif locked.lifted_at is None:
        locked.lifted_at, locked.lifted_by = at or timezone.now(), by
        locked.save(update_fields=["lifted_at", "lifted_by"])


@transaction.atomic
def hide_again(*, assessment: Assessment, by: Any) -> int:
    """Hide in this version what was hidden in the public version of an earlier one, wherever it still stands."""
    version = _version_for(assessment, by)
    added = to_hide_again(version, version.redactions.standing())
    for each in added:
        each.by = by
        each.save()
    return len(added)


def to_hide_again(version: AssessmentVersion, standing: Iterable[Redaction]) -> list[Redaction]:
    """What `hide_again` would add to the redactions that stand: not saved, and by nobody yet."""
    known = {(each.path, each.start, each.end) for each in standing}
    found: dict[tuple[str, int, int], str] = {}
    for words, reason in hidden_before(version):
        for place in find_everywhere(version.payload, words):
            found.setdefault((place.path, place.start, place.end), reason)
    return [
        Redaction(version=version, path=path, start=start, end=end, reason=reason)
        for (path, start, end), reason in found.items()
        if (path, start, end) not in known
    ]


def hidden_before(version: AssessmentVersion) -> list[tuple[str, str]]:
    """Words that were hidden in the newest earlier version with any, with the reason."""
    if version.number == 1:
        return []
    earlier = (
        Redaction.objects.standing()
        .filter(version__assessment=version.assessment_id, version__number__lt=version.number)
        .exclude(published_at=None)
        .select_related("version")
        .order_by("-version__number", "pk")
    )
    found: dict[tuple[str, str], None] = {}
    number = None
    for each in earlier:
        number = number or each.version.number
        if each.version.number == number:
            found[words_of(each), each.reason] = None
    return list(found)


def words_of(redaction: Redaction) -> str:
    """The hidden words themselves, for those who may publish."""
    found = {each.path: each.text for each in texts(redaction.version.payload)}
    return found.get(redaction.path, "")[redaction.start : redaction.end]


def stands_in(version: AssessmentVersion, words: str) -> bool:
    """Whether the words can be found in the version, hidden or not."""
    return bool(find_everywhere(version.payload, words))


def _version_for(assessment: Assessment, by: Any) -> AssessmentVersion:
    """The version to publish, its assessment locked, if this person may publish it."""
    locked = Assessment.objects.select_for_update(of=("self",)).select_related("unit").get(pk=assessment.pk)
    if not by.has_perm("eqia.publish_assessment", locked):
        raise MoveForbidden
    version = version_to_publish(locked)
    if version is None or locked.state == State.WITHDRAWN:
        raise MoveRefused(_("There is no approved version to publish."))
    return version


@transaction.atomic
def publish_assessment(
    *, assessment: Assessment, by: Any, previewed: str = "", at: datetime.datetime | None = None
) -> Assessment:
    """Freeze the public version of the approved one, with its redactions, and put it on the public page.

    `previewed` is the hash of what the publisher has read: raises MoveRefused if it would be something else by now.
    """
    is_live, at = at is None, at or timezone.now()
    locked = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if version := approved_version(locked):
        Assessment.objects.filter(pk=locked.pk).update(
            published_version=version, published_on=timezone.localtime(at).date()
        )
    published = move(assessment, "publish", by=by, at=at)
    if published.published_version is None:
        raise MoveRefused(_("There is no approved version to publish."))
    later = _("A later version was published.")
    _replace(published, published.published_version, by, at, note=later, previewed=previewed, is_live=is_live)
    return published


@transaction.atomic
def publish_anew(
    *, assessment: Assessment, note: str, by: Any, previewed: str = "", at: datetime.datetime | None = None
) -> PublicVersion:
    """A new public version of what is published, with the redactions as they stand now; the old one is taken down.

    The note says why, and the public reads it beside the old version's number. Raises MoveRefused where nothing differs.
    """
    is_live, at = at is None, at or timezone.now()
    version = _version_for(assessment, by)
    if version.pk != assessment.published_version_id:
        raise MoveRefused(_("Publish the approved version itself; a later one has been approved."))
    if not note.strip():
        raise MoveRefused(_("Enter why the public version changes"))
    locked = Assessment.objects.get(pk=assessment.pk)
    shown = locked.public_versions.filter(withdrawn_at__isnull=True).first()
    if shown is not None and shown.payload == public_payload(version):
        raise MoveRefused(_("Nothing differs from what the public reads now."))
    return _replace(locked, version, by, at, note=note.strip(), previewed=previewed, is_live=is_live)


@transaction.atomic
def take_down(*, assessment: Assessment, note: str, by: Any, at: datetime.datetime | None = None) -> PublicVersion:
    """Take the public version off the public page at once; the page then says when and why. It can be published anew."""
    _version_for(assessment, by)
    if not note.strip():
        raise MoveRefused(_("Enter why it is taken down"))
    shown = assessment.public_versions.select_for_update().filter(withdrawn_at__isnull=True).first()
    if shown is None:
        raise MoveRefused(_("Nothing of this assessment is public now."))
    _withdraw(shown, by, at or timezone.now(), note.strip())
    index_public(assessment, None)
    return shown


def _replace(
    assessment: Assessment,
    version: AssessmentVersion,
    by: Any,
    at: datetime.datetime,
    *,
    note: str,
    previewed: str,
    is_live: bool,
) -> PublicVersion:
    """The next public version, shown from now on instead of the one before."""
    payload = public_payload(version)
    if previewed and previewed != content_hash(payload):
        raise MoveRefused(_("The hidden words have changed since you read this. Read it again before you publish it."))
    for shown in assessment.public_versions.select_for_update().filter(withdrawn_at__isnull=True):
        _withdraw(shown, by, at, note, is_replaced=True)
    last = assessment.public_versions.aggregate(last=Max("number"))["last"] or 0
    public = PublicVersion.objects.create(
        assessment=assessment,
        source=version,
        number=last + 1,
        stage=Stage.PUBLISHED,
        payload=payload,
        sha256=content_hash(payload),
        made_by=by,
        made_at=at,
    )
    version.redactions.standing().filter(published_at__isnull=True).update(published_at=at)
    index_public(assessment, public)
    if is_live:
        keep_public_pdf_later(public)
    return public


def keep_public_pdf_later(public: PublicVersion) -> None:
    """Have a worker make and keep the PDF of what was just published; until then it is made when somebody asks."""
    task = import_string("eqia.tasks.keep_public_pdf")
    transaction.on_commit(lambda: task.delay(public.pk), robust=True)


def _withdraw(public: PublicVersion, by: Any, at: datetime.datetime, note: str, *, is_replaced: bool = False) -> None:
    public.withdrawn_at, public.withdrawn_by, public.withdrawal_note = at, by, note
    public.is_replaced = is_replaced
    public.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal_note", "is_replaced"])
