"""The library's pages: who reads and who writes, what an upload does, what is told and what is not."""

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from eqia.models import EvidenceItem
from evidence import services
from evidence.models import Evidence, EvidenceFile
from evidence.waiting import waiting_for
from governance.errors import MoveForbidden
from organisation.models import Characteristic, Person
from tests.eqia.conftest import in_state, start
from tests.evidence.conftest import CSV, PDF, checked, piece
from toolkit.editing import NotPossible
from toolkit.history import ChangedMeanwhile, version_of

SENT = {
    "title": "Ramp survey",
    "source": "Aldermere Access Group",
    "kind": "experience",
    "shows": "Nine of eleven ramps are too steep.",
    "precision": "month",
    "dated_to_0": "31",
    "dated_to_1": "5",
    "dated_to_2": "2026",
    "stale_after": "3",
}


def add(client: Client, keeper: Person, **changes: Any) -> Any:
    return client.post(reverse("evidence:add"), SENT | {"keeper": keeper.pk} | changes)


def test_what_is_added_can_be_found_and_read(sign_in: Any, cast: dict[str, Person], race: Characteristic) -> None:
    client = sign_in(cast["officer"])
    answer = add(client, cast["officer"], characteristics=[race.pk])
    added = Evidence.objects.get()
    assert answer["Location"] == added.get_absolute_url()
    assert (added.period, added.stale_on) == ("May 2026", datetime.date(2029, 5, 31))
    for query, is_found in (("q=ramps+steep", True), (f"characteristic={race.pk}", True), ("q=libraries", False)):
        page = client.get(f"{reverse('evidence:library')}?{query}").content.decode()
        assert ("Ramp survey" in page) is is_found, query
    assert "Nine of eleven ramps" in client.get(added.get_absolute_url()).content.decode()


def test_a_refused_file_loses_nothing_that_was_typed(sign_in: Any, cast: dict[str, Person]) -> None:
    client = sign_in(cast["officer"])
    page = add(client, cast["officer"], new_file=SimpleUploadedFile("survey.pdf", b"MZ\x90 not a survey"))
    text = page.content.decode()
    assert "This file is a program, whatever its name says" in text
    assert "Nine of eleven ramps are too steep." in text
    assert 'value="Ramp survey"' in text
    assert not Evidence.objects.exists()
    assert not EvidenceFile.objects.exists()


def test_contradictory_dates_are_pointed_out_where_they_stand(sign_in: Any, cast: dict[str, Person]) -> None:
    client = sign_in(cast["officer"])
    later = {"dated_from_0": "1", "dated_from_1": "6", "dated_from_2": "2026"}
    assert (
        "Enter a last day that is the same as or after the first day"
        in add(client, cast["officer"], **later).content.decode()
    )
    ahead = {"dated_to_2": "2199"}
    assert "evidence describes what was" in add(client, cast["officer"], **ahead).content.decode()
    missing = later | {"dated_to_0": "", "dated_to_1": "", "dated_to_2": ""}
    assert "Enter the last day it describes" in add(client, cast["officer"], **missing).content.decode()


def test_a_file_is_kept_outside_the_web_root_and_only_ever_downloaded(
    sign_in: Any, cast: dict[str, Person], settings: Any
) -> None:
    client = sign_in(cast["officer"])
    add(client, cast["officer"], new_file=SimpleUploadedFile("Ramp survey.csv", CSV))
    added = Evidence.objects.get()
    assert added.file is not None
    assert added.file.content.path.startswith(str(settings.MEDIA_ROOT))
    answer = client.get(reverse("evidence:file", args=[added.pk]))
    assert answer.content == CSV
    assert answer["Content-Disposition"] == 'attachment; filename="Ramp survey.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"/files/{added.file.content.name}").status_code == 404
    client.force_login(cast["nobody"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("evidence:file", args=[added.pk])).status_code == 404


def test_the_same_file_is_recognised_by_its_content_and_kept_once(sign_in: Any, cast: dict[str, Person]) -> None:
    client = sign_in(cast["officer"])
    add(client, cast["officer"], new_file=SimpleUploadedFile("survey.pdf", PDF))
    answer = client.post(
        reverse("evidence:add"),
        SENT
        | {
            "title": "The ramp survey again",
            "keeper": cast["officer"].pk,
            "new_file": SimpleUploadedFile("copy of survey.pdf", PDF),
        },
        follow=True,
    )
    assert "The very same file belongs to “Ramp survey” as well" in answer.content.decode()
    assert EvidenceFile.objects.count() == 1


def test_a_file_changed_on_the_disk_is_not_handed_out(sign_in: Any, cast: dict[str, Person]) -> None:
    client = sign_in(cast["officer"])
    add(client, cast["officer"], new_file=SimpleUploadedFile("survey.csv", CSV))
    added = Evidence.objects.get()
    assert added.file is not None
    with open(added.file.content.path, "wb") as stored:
        stored.write(b"year,visits\n2024,9999\n")
    answer = client.get(reverse("evidence:file", args=[added.pk]))
    assert answer.status_code == 500
    assert added.file.sha256 in answer.content.decode()


def test_a_withdrawn_piece_stays_readable_but_its_file_only_for_those_who_may_withdraw(
    client: Client, cast: dict[str, Person]
) -> None:
    survey = piece(cast["officer"], file=checked("survey.pdf", PDF))
    services.withdraw_evidence(evidence=survey, by=cast["equality_lead"], reason="It names two people.")
    for who, status in (("officer", 200), ("equality_adviser", 200), ("other_officer", 403), ("member", 403)):
        client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(reverse("evidence:file", args=[survey.pk])).status_code == status, who
        assert "It names two people." in client.get(survey.get_absolute_url()).content.decode()
        assert survey.title not in client.get(reverse("evidence:library")).content.decode()


def test_whoever_may_not_withdraw_or_add_is_refused_by_the_service_too(cast: dict[str, Person]) -> None:
    survey = piece(cast["officer"])
    with pytest.raises(MoveForbidden):
        services.withdraw_evidence(evidence=survey, by=cast["other_officer"], reason="Mine is better.")
    with pytest.raises(MoveForbidden):
        piece(cast["member"])


def test_two_people_who_change_the_same_piece_overwrite_nothing(cast: dict[str, Person]) -> None:
    survey = piece(cast["officer"])
    opened = version_of(survey)
    services.change_evidence(evidence=survey, version=opened, by=cast["officer"], characteristics=[], title="First")
    with pytest.raises(ChangedMeanwhile):
        services.change_evidence(
            evidence=survey, version=opened, by=cast["equality_lead"], characteristics=[], title="Second"
        )


def test_nothing_is_replaced_in_a_circle(cast: dict[str, Person]) -> None:
    older, newer = piece(cast["officer"], "Older"), piece(cast["officer"], "Newer")
    services.change_evidence(
        evidence=older, version=version_of(older), by=cast["officer"], characteristics=[], superseded_by=newer
    )
    with pytest.raises(NotPossible, match="itself replaced by this one"):
        services.change_evidence(
            evidence=newer,
            version=version_of(newer),
            by=cast["officer"],
            characteristics=[],
            superseded_by=Evidence.objects.get(pk=older.pk),
        )


def test_citations_a_reader_may_not_see_are_neither_named_nor_counted(
    client: Client, cast: dict[str, Person], survey: Evidence
) -> None:
    draft = start(cast, "A secret closure")
    EvidenceItem.objects.create(assessment=draft, title=survey.title, library_item=survey, shows="Who is hit.")
    done = in_state(cast, "approved", "Open all six")
    EvidenceItem.objects.create(assessment=done, title=survey.title, library_item=survey)
    sees = {
        "officer": {"A secret closure", "Open all six"},
        "equality_adviser": {"A secret closure", "Open all six"},
        "officer_elsewhere": set(),
        "member": {"Open all six"},
        "committee_clerk": {"Open all six"},
    }
    for who, titles in sees.items():
        client.force_login(cast[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        page = client.get(survey.get_absolute_url()).content.decode()
        assert {title for title in ("A secret closure", "Open all six") if title in page} == titles, who
        assert ("No EqIA that you can see cites it" in page) is (not titles)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_and_a_piece_take_the_same_number_of_queries_for_one_and_for_many(
    number: int, sign_in: Any, cast: dict[str, Person], race: Characteristic, django_assert_max_num_queries: Any
) -> None:
    made = [piece(cast["officer"], f"Survey {each}", characteristics=[race]) for each in range(number)]
    for each in range(number):
        EvidenceItem.objects.create(assessment=start(cast, f"Proposal {each}"), title="Survey 0", library_item=made[0])
    client = sign_in(cast["equality_lead"])
    client.get(reverse("evidence:library"))
    with django_assert_max_num_queries(14):
        client.get(reverse("evidence:library"))
    with django_assert_max_num_queries(14):
        client.get(made[0].get_absolute_url())


def test_stale_pieces_wait_for_whoever_keeps_them(cast: dict[str, Person]) -> None:
    on = datetime.date(2031, 1, 1)
    assert waiting_for(cast["officer"], on) == []
    old = piece(cast["officer"], "Old survey")
    assert [(one.sentence, one.url) for one in waiting_for(cast["officer"], on)] == [
        ("Bring this evidence up to date: Old survey", old.get_absolute_url())
    ]
    piece(cast["officer"], "Older survey", dated_to=datetime.date(2019, 1, 1))
    piece(cast["equality_lead"], "Somebody else’s")
    assert [one.sentence for one in waiting_for(cast["officer"], on)] == [
        "Bring 2 pieces of evidence that you keep up to date"
    ]
    assert waiting_for(cast["member"], on) == []


def test_words_an_administrator_chose_are_shown_as_words(sign_in: Any, cast: dict[str, Person]) -> None:
    Characteristic.objects.create(key="bold", name="<b>Bold</b>", position=90)
    page = sign_in(cast["officer"]).get(reverse("evidence:add")).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "<b>Bold" not in page
