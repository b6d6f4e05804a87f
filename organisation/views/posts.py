"""Posts, who holds them, and which are vacant. The equality lead reads what the administrator keeps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from organisation.filters import PostFilter
from organisation.forms.posts import AbolishPostForm, AppointForm, EndAppointmentForm, PostForm
from organisation.models import Post, PostHolding
from organisation.presenters.posts import appointments, post_rows, post_state, vacancy
from organisation.services import posts
from organisation.views.overview import ADMINISTER
from toolkit.editing import act, answer, edit_page
from toolkit.fetch import demand, fetch_permitted
from toolkit.history import events_of, history_of
from toolkit.pages import history_page
from toolkit.records import is_used

READ = "organisation.view_posts"
PAGE = 50


@require_safe
def post_list(request: HttpRequest) -> HttpResponse:
    demand(request, READ)
    today = timezone.localdate()
    chosen = PostFilter(request.GET, queryset=Post.objects.with_holders(today).select_related("unit__parent"))
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page": page, "rows": post_rows(page, today), "may_manage": _may_manage(request)}
    return render(request, "organisation/posts.html", context)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, READ)
    today = timezone.localdate()
    held = list(post.holdings.select_related("person"))
    now, past = appointments(held, today)
    may_manage = _may_manage(request)
    return render(
        request,
        "organisation/post.html",
        {
            "post": post,
            "state": post_state(post, [row.holding for row in now], today),
            "vacancy": vacancy(post, held, today),
            "current": now,
            "past": past,
            "may_manage": may_manage,
            "can_be_removed": may_manage and not is_used(post),
            "rows": [
                {"key": _("Stands in"), "value": post.unit.name if post.unit else _("The whole body")},
                *([{"key": _("Former titles"), "value": "; ".join(post.former_titles)}] if post.former_titles else []),
            ],
        },
    )


def add(request: HttpRequest) -> HttpResponse:
    demand(request, ADMINISTER)

    def done(post: Post) -> HttpResponse:
        messages.success(request, _("The post “%s” is added. Now appoint whoever holds it.") % post)
        return redirect(post)

    return edit_page(
        request,
        form=PostForm,
        template="organisation/edit_post.html",
        save=lambda form: posts.add_post(by=request.user, **form.values()),
        done=done,
        title=_("Add a post"),
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, ADMINISTER)
    return edit_page(
        request,
        form=PostForm,
        template="organisation/edit_post.html",
        instance=post,
        save=lambda form: posts.change_post(post=post, version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, post, _("The post is saved.")),
        title=_("Change the post “%s”") % post,
    )


def abolish(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, ADMINISTER)
    return edit_page(
        request,
        form=AbolishPostForm,
        template="organisation/edit_post.html",
        instance=post,
        save=lambda form: posts.abolish_post(post=post, version=form.opened_version, by=request.user, **form.values()),
        done=answer(request, post, _("The day is set.")),
        title=_("Abolish the post “%s”") % post,
        explanation=_(
            "Whoever holds it does so until the day before. What it leads stays in its name and waits for another lead."
        ),
    )


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, ADMINISTER)
    verb = _("The post is there again. Appoint whoever holds it.")
    return act(request, lambda: posts.restore_post(post=post, by=request.user), verb, post)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, ADMINISTER)
    return act(
        request,
        lambda: posts.remove_post(post=post, by=request.user),
        _("The post “%s” is removed.") % post,
        "organisation:posts",
        if_refused=post,
    )


def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, ADMINISTER)
    return edit_page(
        request,
        form=AppointForm,
        template="organisation/edit_post.html",
        instance=PostHolding(post=post),
        save=lambda form: posts.appoint(post=post, by=request.user, **form.values()),
        done=answer(request, post, _("The appointment is entered.")),
        title=_("Appoint somebody as %s") % post,
        explanation=_(
            "From then on they may read and update the actions that the post leads. Several may share a post."
        ),
        back=post.get_absolute_url(),
    )


def end_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    holding = _fetch_holding(request, pk)
    return edit_page(
        request,
        form=EndAppointmentForm,
        template="organisation/edit_post.html",
        instance=holding,
        save=lambda form: posts.end_appointment(
            holding=holding, version=form.opened_version, by=request.user, **form.values()
        ),
        done=answer(request, holding.post, _("The last day is set.")),
        title=_("%(person)s’s last day as %(post)s") % {"person": holding.person, "post": holding.post},
        back=holding.post.get_absolute_url(),
    )


@require_POST
def remove_appointment(request: HttpRequest, pk: int) -> HttpResponse:
    holding = _fetch_holding(request, pk)
    done = _("The appointment of %s is removed. The history keeps it.") % holding.person
    return act(request, lambda: posts.remove_appointment(holding=holding, by=request.user), done, holding.post)


@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    post = _fetch(request, pk, READ)
    return history_page(request, post, history_of(post, events_of(PostHolding, post=post)))


def _may_manage(request: HttpRequest) -> bool:
    return bool(request.user.has_perm(ADMINISTER))


def _fetch(request: HttpRequest, pk: int, permission: str) -> Any:
    return fetch_permitted(request, Post.objects.select_related("unit__parent"), permission, pk=pk)


def _fetch_holding(request: HttpRequest, pk: int) -> Any:
    return fetch_permitted(request, PostHolding.objects.select_related("post", "person"), ADMINISTER, pk=pk)
