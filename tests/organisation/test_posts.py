"""Posts: they outlive their holders, keep their former titles, and say when they are vacant."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisation.models import Person, Post, PostHolding, Unit
from organisation.services import people, posts
from organisation.services.structure import obstacles_to_closing
from organisation.waiting import waiting_for
from toolkit.editing import NotPossible
from toolkit.history import version_of

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def post(cast: dict[str, Person], places: Unit) -> Post:
    return posts.add_post(by=cast["administrator"], title="Access manager", unit=places)


@pytest.fixture
def administrator(cast: dict[str, Person], sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(cast["administrator"])


def page(client: Client, name: str, *arguments: Any, **query: Any) -> str:
    response = client.get(reverse(f"organisation:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def send(client: Client, name: str, *arguments: Any, **data: Any) -> str:
    response = client.post(reverse(f"organisation:{name}", args=arguments), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def in_boxes(name: str, day: datetime.date) -> dict[str, int]:
    return {f"{name}_0": day.day, f"{name}_1": day.month, f"{name}_2": day.year}


def test_a_renamed_post_keeps_its_former_titles_each_once(post: Post, cast: dict[str, Person], places: Unit) -> None:
    for title in ("Inclusion manager", "Inclusion and access manager", "Inclusion manager"):
        post = posts.change_post(
            post=post, version=version_of(post), by=cast["administrator"], title=title, unit=places,
            former_titles=[*post.former_titles, " access  Manager "],
        )  # fmt: skip
    assert post.title == "Inclusion manager"
    assert post.former_titles == ["access Manager", "Inclusion and access manager"]


def test_a_post_is_shared_but_nobody_holds_it_twice_on_one_day(
    post: Post, cast: dict[str, Person], today: datetime.date
) -> None:
    by = cast["administrator"]
    for name in ("officer", "other_officer"):
        posts.appoint(post=post, person=cast[name], by=by, starts_on=today - 9 * DAY)
    assert PostHolding.objects.serving(today).count() == 2
    with pytest.raises(ValidationError, match="already holds this post"):
        posts.appoint(post=post, person=cast["officer"], by=by)


def test_an_appointment_that_ends_before_it_starts_is_refused(
    post: Post, cast: dict[str, Person], today: datetime.date, administrator: Client
) -> None:
    data = {"person": cast["officer"].pk} | in_boxes("starts_on", today) | in_boxes("ends_on", today - DAY)
    assert "The last day must not be before the first" in send(administrator, "appoint", post.pk, **data)
    assert not PostHolding.objects.exists()
    holding = posts.appoint(post=post, person=cast["officer"], by=cast["administrator"], starts_on=today)
    shown = send(
        administrator, "end-appointment", holding.pk, version=version_of(holding), **in_boxes("ends_on", today - DAY)
    )
    assert "The last day must not be before the first" in shown
    with pytest.raises(NotPossible, match="must not be before"):
        posts.appoint(post=post, person=cast["director"], by=cast["administrator"], ends_on=today - DAY)
    with pytest.raises(IntegrityError, match="post_holding_ends_after_it_starts"):
        PostHolding.objects.filter(pk=holding.pk).update(ends_on=today - DAY)


def test_whoever_leaves_leaves_their_posts_vacant(post: Post, cast: dict[str, Person], today: datetime.date) -> None:
    by, officer = cast["administrator"], cast["officer"]
    other = posts.add_post(by=by, title="Archive manager")
    posts.appoint(post=post, person=officer, by=by, starts_on=today - 9 * DAY)
    posts.appoint(post=other, person=officer, by=by, starts_on=today + DAY)
    assert list(Post.objects.vacant(today)) == [other]
    people.stop_signing_in(person=officer, by=by)
    assert PostHolding.objects.get().ends_on == today
    assert set(Post.objects.vacant(today)) == {post, other}
    with pytest.raises(NotPossible, match="has left"):
        posts.appoint(post=post, person=Person.objects.get(pk=officer.pk), by=by)


def test_an_abolished_post_ends_its_holdings_and_is_neither_open_nor_vacant(
    post: Post, cast: dict[str, Person], today: datetime.date
) -> None:
    by = cast["administrator"]
    posts.appoint(post=post, person=cast["officer"], by=by, starts_on=today - 9 * DAY)
    posts.abolish_post(post=post, version=version_of(post), by=by, abolished_on=today)
    assert PostHolding.objects.get().ends_on == today - DAY
    assert not Post.objects.open(today).exists()
    assert not Post.objects.vacant(today).exists()
    with pytest.raises(NotPossible, match="abolished"):
        posts.appoint(post=post, person=cast["officer"], by=by)
    posts.add_post(by=by, title="ACCESS manager", unit=post.unit)
    with pytest.raises(NotPossible, match="another post with this title"):
        posts.restore_post(post=post, by=by)


def test_a_post_that_was_held_is_not_removed(post: Post, cast: dict[str, Person], today: datetime.date) -> None:
    posts.appoint(post=post, person=cast["officer"], by=cast["administrator"])
    with pytest.raises(NotPossible, match="Abolish it instead"):
        posts.remove_post(post=post, by=cast["administrator"])
    posts.remove_appointment(holding=PostHolding.objects.get(), by=cast["administrator"])
    posts.remove_post(post=post, by=cast["administrator"])
    assert not Post.objects.exists()


def test_a_directorate_does_not_close_around_an_open_post(post: Post, places: Unit, today: datetime.date) -> None:
    assert "Move or abolish the post “Access manager”" in obstacles_to_closing(places, today)


def test_the_administrator_keeps_posts_in_the_browser(
    administrator: Client, cast: dict[str, Person], places: Unit, today: datetime.date
) -> None:
    assert "Enter the title of the post" in send(administrator, "add-post")
    shown = send(
        administrator, "add-post", title="Access  <b>manager</b>", unit=places.pk, former_titles="Ramps officer"
    )
    post = Post.objects.get()
    assert "Access &lt;b&gt;manager&lt;/b&gt;" in shown
    assert "<b>manager" not in shown
    assert "Nobody holds this post." in shown
    assert "There is already a post with this title there" in send(
        administrator, "add-post", title="ACCESS <b>Manager</b>", unit=places.pk
    )
    send(administrator, "appoint", post.pk, person=cast["officer"].pk, **in_boxes("starts_on", today - 400 * DAY))
    holding = PostHolding.objects.get()
    assert "Officer" in page(administrator, "post", post.pk)
    assert "Officer" in page(administrator, "posts", q="ramps")
    send(
        administrator,
        "end-appointment",
        holding.pk,
        version=version_of(holding),
        **in_boxes("ends_on", today - 9 * DAY),
    )
    shown = page(administrator, "post", post.pk)
    assert f"Nobody has held this post since {today - 8 * DAY:%-d %B %Y}" in shown
    assert "Who held it before" in shown
    assert "Access" in page(administrator, "posts", state="vacant")
    assert "No post matches" in page(administrator, "posts", state="held")
    assert "Officer" in page(administrator, "post-history", post.pk)
    send(administrator, "change-post", post.pk, title="Inclusion manager", version=version_of(post))
    send(administrator, "abolish-post", post.pk, version=version_of(post), **in_boxes("abolished_on", today))
    assert "Abolished" in page(administrator, "posts", state="abolished")
    assert "No post matches" in page(administrator, "posts")
    send(administrator, "restore-post", post.pk)
    assert "Inclusion manager" in page(administrator, "posts")
    send(administrator, "remove-appointment", holding.pk)
    send(administrator, "remove-post", post.pk)
    assert not Post.objects.exists()


def test_the_equality_lead_reads_posts_and_is_offered_nothing_to_change(
    post: Post, cast: dict[str, Person], sign_in: Callable[[Person], Client]
) -> None:
    lead = sign_in(cast["equality_lead"])
    assert "Add a post" not in page(lead, "posts")
    shown = page(lead, "post", post.pk)
    assert "Nobody holds this post." in shown
    assert "Appoint somebody" not in shown
    assert "Change the post" not in shown


@pytest.mark.parametrize("count", [1, 12])
def test_posts_are_listed_in_a_fixed_number_of_queries(
    count: int, places: Unit, cast: dict[str, Person], administrator: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        made = Post.objects.create(title=f"Manager {number}", unit=places)
        for name in ("officer", "director"):
            PostHolding.objects.create(post=made, person=cast[name])
            PostHolding.objects.create(post=made, person=cast[name], starts_on="2020-01-01", ends_on="2021-01-01")
    page(administrator, "posts")
    with django_assert_max_num_queries(10):
        page(administrator, "posts")
    with django_assert_max_num_queries(13):
        page(administrator, "post", made.pk)
    with django_assert_max_num_queries(11):
        page(administrator, "post-history", made.pk)


def test_vacant_posts_wait_for_the_administrator_alone(
    cast: dict[str, Person], today: datetime.date, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        Post.objects.create(title=f"Manager {number}")
    assert [each.sentence for each in waiting_for(cast["administrator"], today)] == [
        f"Appoint somebody: the post “Manager {number}” is vacant" for number in range(3)
    ]
    assert waiting_for(cast["officer"], today) == []
    for number in range(3, 9):
        Post.objects.create(title=f"Manager {number}")
    with django_assert_max_num_queries(2):
        assert [each.sentence for each in waiting_for(cast["administrator"], today)] == ["9 posts are vacant"]
