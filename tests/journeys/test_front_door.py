from collections.abc import Callable

from organisation.models import Person
from tests.journeys.visitor import Visitor


def test_a_person_signs_in_through_the_form(visitor: Visitor, cast: dict[str, Person]) -> None:
    visitor.visit("/")
    assert visitor.heading == "Sign in"
    visitor.press("Sign in")
    assert len(visitor.errors) == 2
    visitor.fill("E-mail address", "officer@example.org").fill("Password", "wrong").press("Sign in")
    assert len(visitor.errors) == 1
    visitor.fill("E-mail address", "officer@example.org").fill("Password", "correct horse battery").press("Sign in")
    visitor.sees("Testshire County Council")
    assert visitor.heading != "Sign in"


def test_what_waits_for_an_officer_is_there_at_once(
    sign_in_as: Callable[[Person], Visitor], cast: dict[str, Person]
) -> None:
    officer = sign_in_as(cast["officer"]).visit("/")
    with officer.narrow():
        officer.picture("home-narrow")
