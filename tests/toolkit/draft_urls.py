"""The house with one more page: a note to write, as any room's edit page is made."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from config import urls
from toolkit.drafts import editor_token, kept

PAGE = Template(
    '{% extends "layouts/page.html" %}{% block title %}Note{% endblock %}'
    '{% block content %}<form method="post">{% csrf_token %}{{ form }}</form>{% endblock %}'
)


class NoteForm(forms.Form):
    editor = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(widget=forms.Textarea)


def write(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and request.POST["note"] != "refused":
        return HttpResponse("saved: " + request.POST["note"], status=303)
    data = request.POST if request.method == "POST" else kept(request)
    form = NoteForm(data or None, initial={"editor": editor_token(request)})
    return HttpResponse(PAGE.render(RequestContext(request, {"form": form})))


urlpatterns = [path("note/", write, name="note"), path("other-note/", write, name="other-note"), *urls.urlpatterns]
