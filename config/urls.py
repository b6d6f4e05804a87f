from django.urls import include, path

from config.health import health
from config.home import home

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("account/", include("allauth.account.urls")),
    path("eqia/", include("eqia.urls")),
    path("action-plans/", include("actionplans.urls")),
    path("objectives/", include("objectives.urls")),
    path("workforce/", include("workforce.urls")),
    path("reports/", include("reporting.urls")),
    path("public/", include("reporting.public_urls")),
    path("organisation/", include("organisation.urls")),
    path("", include("toolkit.urls")),
]
