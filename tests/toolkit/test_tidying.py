"""Text pasted from elsewhere is made plain, and no word of it is lost."""

import pytest
from django import forms
from django.http import QueryDict

from toolkit.tidying import MOST, TidyForm, tidy


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("One\r\n\r\nTwo\rThree\x0bFour", "One\n\nTwo\nThree\nFour"),
        ("•\tFirst\r\n\uf0b7 Second\no\tThird\n§ Fourth", "• First\n• Second\n• Third\n• Fourth"),
        ("- a dash stays\n1. and a number", "- a dash stays\n1. and a number"),
        ("of course\nover 60", "of course\nover 60"),
        ("li\u00adbra\u200bry\ufeff\u2060", "library"),
        ("10\u00a0000\u202fpeople", "10 000 people"),
        ("\x00nul\x1b\x07 and \x7f", "nul and "),
        ("evil \u202egnp.exe\u202c \u2066x\u2069", "evil gnp.exe x"),
        ("\ud800half", "half"),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]-->Text", "Text"),
        ("<!-- a comment of our own --> stays", "<!-- a comment of our own --> stays"),
        ("/* Style Definitions */ table.MsoNormalTable {mso-style-name:T;}\nText", "Text"),
        ("“Smart” quotes – and dashes… stay", "“Smart” quotes – and dashes… stay"),
        ("👩‍🚒 and می‌خواهم and Zoë", "👩‍🚒 and می‌خواهم and Zoë"),
        ("<script>alert(1)</script> is only text", "<script>alert(1)</script> is only text"),
    ],
)
def test_what_cannot_be_seen_goes_and_every_word_stays(pasted: str, plain: str) -> None:
    assert tidy(pasted) == plain
    assert tidy(plain) == plain


class Page(TidyForm, forms.Form):
    title = forms.CharField(max_length=20)
    text = forms.CharField(widget=forms.Textarea)


def test_fifty_thousand_characters_fit_and_more_are_refused_with_all_of_them_kept() -> None:
    assert Page({"title": "A", "text": "x" * MOST}).is_valid()
    form = Page({"title": "A", "text": "x" * (MOST + 1)})
    assert form.errors == {"text": ["Shorten this to 50,000 characters. It has 50001, and all of them are still here."]}
    assert "x" * (MOST + 1) in str(form["text"])


def test_posted_fields_are_tidied_before_they_are_judged() -> None:
    form = Page(QueryDict("title=%00Li%C2%ADbraries&text=a%0D%0Ab"))
    assert form.is_valid()
    assert form.cleaned_data == {"title": "Libraries", "text": "a\nb"}
