from typing import Any

import django_filters
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.choices import Role, UnitKind
from organisation.models import Person, Post, RoleHolding, Unit

CAN, CANNOT, INVITED = "can", "cannot", "invited"
HELD, VACANT, ABOLISHED = "held", "vacant", "abolished"


class PersonFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name, e-mail address or job title"), method="search")
    role = django_filters.ChoiceFilter(
        label=_("Role held today"), choices=Role.choices, empty_label=_("Any"), method="by_role"
    )
    directorate = django_filters.ModelChoiceFilter(
        label=_("Belongs to"),
        queryset=Unit.objects.exclude(kind=UnitKind.SERVICE),
        empty_label=_("Any"),
        method="by_directorate",
    )
    state = django_filters.ChoiceFilter(
        label=_("Signing in"),
        choices=[
            (CAN, _("Can sign in")),
            (INVITED, _("Invited, no password yet")),
            (CANNOT, _("Cannot sign in")),
        ],
        empty_label=_("Any"),
        method="by_state",
    )

    class Meta:
        model = Person
        fields = ()

    def search(self, people: QuerySet[Person], name: str, words: str) -> QuerySet[Person]:
        for word in words.split():
            people = people.filter(
                Q(full_name__icontains=word) | Q(email__icontains=word) | Q(job_title__icontains=word)
            )
        return people

    def by_role(self, people: QuerySet[Person], name: str, role: str) -> QuerySet[Person]:
        held = RoleHolding.objects.current(timezone.localdate()).filter(role=role)
        return people.filter(pk__in=held.values("person"))

    def by_directorate(self, people: QuerySet[Person], name: str, directorate: Unit) -> QuerySet[Person]:
        return people.filter(Q(unit=directorate) | Q(unit__parent=directorate))

    def by_state(self, people: QuerySet[Person], name: str, state: str) -> QuerySet[Person]:
        if state == CANNOT:
            return people.filter(is_active=False)
        people = people.filter(is_active=True)
        has_no_password = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
        return people.filter(has_no_password if state == INVITED else ~has_no_password)


class PostFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Title, former title or holder"), method="search")
    directorate = django_filters.ModelChoiceFilter(
        label=_("Stands in"),
        queryset=Unit.objects.exclude(kind=UnitKind.SERVICE),
        empty_label=_("Any"),
        method="by_directorate",
    )
    state = django_filters.ChoiceFilter(
        label=_("Held"),
        choices=[(HELD, _("Held today")), (VACANT, _("Vacant")), (ABOLISHED, _("Abolished"))],
        empty_label=_("All that are not abolished"),
        method="by_state",
    )

    class Meta:
        model = Post
        fields = ()

    def filter_queryset(self, queryset: Any) -> Any:
        found: Any = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("state") else found.open(timezone.localdate())

    def search(self, posts: QuerySet[Post], name: str, words: str) -> QuerySet[Post]:
        for word in words.split():
            held = Post.objects.filter(holdings__person__full_name__icontains=word).order_by()
            posts = posts.filter(
                Q(title__icontains=word) | Q(former_titles__icontains=word) | Q(pk__in=held.values("pk"))
            )
        return posts

    def by_directorate(self, posts: QuerySet[Post], name: str, directorate: Unit) -> QuerySet[Post]:
        return posts.filter(Q(unit=directorate) | Q(unit__parent=directorate))

    def by_state(self, posts: Any, name: str, state: str) -> Any:
        today = timezone.localdate()
        if state == ABOLISHED:
            return posts.filter(abolished_on__lte=today)
        vacant = Post.objects.vacant(today).order_by().values("pk")
        return posts.filter(pk__in=vacant) if state == VACANT else posts.open(today).exclude(pk__in=vacant)
