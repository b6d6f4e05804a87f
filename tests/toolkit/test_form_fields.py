"""Every kind of field as the design system draws it: labelled, escaped, described, and led to from the summary."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Fieldset, Layout
from django import forms
from django.template import RequestContext, Template
from django.test import RequestFactory

from toolkit.catalogue_forms import EveryFieldForm

PAGE = Template("{% load crispy_forms_tags crispy_forms_gds %}{% error_summary form %}{% crispy form %}")


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(str(found["id"]))

    def values(self, tag: str, name: str) -> list[str]:
        return [str(attrs[name]) for kind, attrs in self.tags if kind == tag and attrs.get(name)]


def drawn(form: forms.Form) -> str:
    request = RequestFactory().get("/")
    return PAGE.render(RequestContext(request, {"form": form}))


@pytest.fixture(params=["untouched", "empty", "wrong"])
def form(request: Any) -> EveryFieldForm:
    if request.param == "untouched":
        return EveryFieldForm()
    return EveryFieldForm({} if request.param == "empty" else {"email": "x", "day_0": "31", "day_1": "2", "day_2": "1"})


def test_every_id_is_there_once_and_every_label_and_description_leads_to_one(form: EveryFieldForm) -> None:
    page = Page(drawn(form))
    assert len(page.ids) == len(set(page.ids))
    assert set(page.values("label", "for")) <= set(page.ids)
    for tag in ("input", "select", "textarea", "fieldset"):
        for described in page.values(tag, "aria-describedby"):
            assert set(described.split()) <= set(page.ids)
    boxes = {str(attrs["id"]) for tag, attrs in page.tags if tag in ("input", "select", "textarea") and "id" in attrs}
    assert boxes - set(page.values("label", "for")) == set()


def test_the_error_summary_leads_to_boxes_and_tells_each_error_once() -> None:
    form = EveryFieldForm({"day_0": "31", "day_1": "2", "day_2": "2026", "email": "x"})
    html = drawn(form)
    summary = html.split("govuk-error-summary__list")[1].split("</ul>")[0]
    targets = re.findall(r'href="#([^"]+)"', summary)
    boxes = {str(attrs.get("id")) for tag, attrs in Page(html).tags if tag in ("input", "select", "textarea")}
    assert set(targets) <= boxes
    assert targets.count("id_day_0") == 1
    assert len(targets) == len(form.errors)


def test_only_the_box_in_error_of_a_date_is_marked_and_led_to() -> None:
    html = drawn(EveryFieldForm({"day_0": "3", "day_1": "2", "day_2": ""}))
    marked = [attrs["name"] for tag, attrs in Page(html).tags if tag == "input" and "error" in str(attrs.get("class"))]
    assert [name for name in marked if str(name).startswith("day")] == ["day_2"]
    assert 'href="#id_day_2"' in html


def test_a_form_with_no_helper_has_its_summary_too() -> None:
    class Plain(forms.Form):
        name = forms.CharField(error_messages={"required": "Enter the name"})

    html = Template("{% load crispy_forms_gds %}{% error_summary form %}").render(
        RequestContext(RequestFactory().get("/"), {"form": Plain({})})
    )
    assert '<a href="#id_name">Enter the name</a>' in html


def test_an_error_of_the_whole_form_leads_to_its_first_box() -> None:
    form = EveryFieldForm({})
    form.is_valid()
    form.add_error(None, "Say yes to one of them")
    assert '<a href="#id_name">Say yes to one of them</a>' in drawn(form)


class Configured(forms.Form):
    """Labels, hints and options as a person might have worded them."""

    name = forms.CharField(label="<b>Name</b>", help_text="<i>Hint</i>")
    kinds = forms.MultipleChoiceField(
        label="<b>Kinds</b>", choices=[("a", "<b>A</b>")], widget=forms.CheckboxSelectMultiple
    )
    one = forms.ChoiceField(label="<b>One</b>", choices=[("a", "<b>A</b>")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="<b>Sure</b>")
    many = forms.ChoiceField(label="<b>Many</b>", choices=[("a", "<b>A</b>")])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Fieldset("name", "kinds", legend="<b>Legend</b> {{ request.path }}"),
            Field.radios("one"),
            "sure",
            "many",
            Button("send", "<b>Send</b>"),
        )


def test_whatever_a_person_can_word_is_escaped() -> None:
    html = drawn(Configured({"many": "<b>x</b>"}))
    assert "<b>" not in html
    assert "<i>" not in html
    for words in ("Name", "Kinds", "One", "Sure", "Many", "Legend", "Send", "A"):
        assert f"&lt;b&gt;{words}&lt;/b&gt;" in html
    assert "{{ request.path }}" in html, "a legend is words, not a template"


def test_words_that_were_escaped_already_are_not_escaped_again() -> None:
    class Escaped(Configured):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            from django.utils.html import conditional_escape

            self.fields["name"].label = conditional_escape("Fish & chips")

    html = drawn(Escaped())
    assert "Fish &amp; chips" in html
    assert "&amp;amp;" not in html


def test_what_was_chosen_stays_chosen() -> None:
    html = drawn(EveryFieldForm({"choice": "no", "several": ["age", "race"], "place": "highways", "agreed": "on"}))
    checked = [attrs.get("value") for tag, attrs in Page(html).tags if tag == "input" and "checked" in attrs]
    assert checked == ["no", "age", "race", None]
    assert '<option value="highways" selected>' in html


def test_a_long_text_counts_its_characters_with_and_without_a_hint() -> None:
    class Long(forms.Form):
        words = forms.CharField(widget=forms.Textarea)

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.helper = FormHelper()
            self.helper.layout = Layout(Field.textarea("words", max_words=150))

    html = drawn(Long({}))
    assert 'data-maxwords="150"' in html
    assert 'aria-describedby="id_words_1_error id_words-info"' in html


def test_browsers_leave_the_checking_to_us() -> None:
    html = drawn(EveryFieldForm())
    assert " novalidate" in html
    assert " required" not in html
