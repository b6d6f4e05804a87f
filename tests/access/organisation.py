from typing import Any

from organisation.models import Post, PostHolding
from tests.access import Row

ADMINISTRATOR = {"administrator"}


def officer(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": cast["officer"].pk}


def unit(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": cast["officer"].unit_id}


def role(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": cast["officer"].holdings.get().pk}


def race(cast: dict[str, Any]) -> dict[str, Any]:
    return {"key": "race"}


def post(cast: dict[str, Any]) -> Post:
    return Post.objects.create(title=f"Manager {Post.objects.count()}", unit=cast["officer"].unit)


def post_key(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": post(cast).pk}


def appointment(cast: dict[str, Any]) -> dict[str, Any]:
    return {"pk": PostHolding.objects.create(post=post(cast), person=cast["officer"]).pk}


READERS = ADMINISTRATOR | {"equality_lead"}
ROWS = [
    Row("organisation:overview", ADMINISTRATOR),
    Row("organisation:edit-body", ADMINISTRATOR),
    Row("organisation:body-history", ADMINISTRATOR),
    Row("organisation:structure", ADMINISTRATOR),
    Row("organisation:add-unit", ADMINISTRATOR),
    Row("organisation:unit", ADMINISTRATOR, arguments=unit),
    Row("organisation:rename-unit", ADMINISTRATOR, arguments=unit),
    Row("organisation:move-unit", ADMINISTRATOR, arguments=unit),
    Row("organisation:close-unit", ADMINISTRATOR, arguments=unit),
    Row("organisation:reopen-unit", ADMINISTRATOR, arguments=unit, only_post=True),
    Row("organisation:remove-unit", ADMINISTRATOR, arguments=unit, only_post=True),
    Row("organisation:unit-history", ADMINISTRATOR, arguments=unit),
    Row("organisation:people", ADMINISTRATOR),
    Row("organisation:add-person", ADMINISTRATOR),
    Row("organisation:person", ADMINISTRATOR, arguments=officer),
    Row("organisation:edit-person", ADMINISTRATOR, arguments=officer),
    Row("organisation:invite-person", ADMINISTRATOR, arguments=officer, only_post=True),
    Row("organisation:stop-person", ADMINISTRATOR, arguments=officer),
    Row("organisation:let-in-person", ADMINISTRATOR, arguments=officer, only_post=True),
    Row("organisation:person-history", ADMINISTRATOR, arguments=officer),
    Row("organisation:give-role", ADMINISTRATOR, arguments=officer),
    Row("organisation:roles", ADMINISTRATOR),
    Row("organisation:end-role", ADMINISTRATOR, arguments=role),
    Row("organisation:take-back-role", ADMINISTRATOR, arguments=role, only_post=True),
    Row("organisation:role-history", ADMINISTRATOR, arguments=role),
    Row("organisation:posts", READERS),
    Row("organisation:add-post", ADMINISTRATOR),
    Row("organisation:post", READERS, arguments=post_key),
    Row("organisation:change-post", ADMINISTRATOR, arguments=post_key),
    Row("organisation:abolish-post", ADMINISTRATOR, arguments=post_key),
    Row("organisation:restore-post", ADMINISTRATOR, arguments=post_key, only_post=True),
    Row("organisation:remove-post", ADMINISTRATOR, arguments=post_key, only_post=True),
    Row("organisation:appoint", ADMINISTRATOR, arguments=post_key),
    Row("organisation:post-history", READERS, arguments=post_key),
    Row("organisation:end-appointment", ADMINISTRATOR, arguments=appointment),
    Row("organisation:remove-appointment", ADMINISTRATOR, arguments=appointment, only_post=True),
    Row("organisation:characteristics", ADMINISTRATOR),
    Row("organisation:add-characteristic", ADMINISTRATOR),
    Row("organisation:characteristic", ADMINISTRATOR, arguments=race),
    Row("organisation:retire-characteristic", ADMINISTRATOR, arguments=race, only_post=True),
    Row("organisation:bring-back-characteristic", ADMINISTRATOR, arguments=race, only_post=True),
    Row("organisation:characteristic-history", ADMINISTRATOR, arguments=race),
]
