from django.urls import include, path

from config import appearance
from config.health import health
from config.home import home

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("organisation.css", appearance.colours, name="organisation-colours"),
    path("organisation-logo", appearance.logo, name="organisation-logo"),
    path("accessibility", appearance.accessibility, name="accessibility"),
    path("account/", include("organisation.account_urls")),
    path("eqia/", include("eqia.urls")),
    path("evidence/", include("evidence.urls")),
    path("oversight/", include("oversight.urls")),
    path("action-plans/", include("actionplans.urls")),
    path("answer/", include("actionplans.answer_urls")),
    path("objectives/", include("objectives.urls")),
    path("workforce/", include("workforce.urls")),
    path("reports/", include("reporting.urls")),
    path("public/", include("reporting.public_urls")),
    path("organisation/", include("organisation.urls")),
    path("bodies/", include("governance.urls")),
    path("decisions/", include("governance.decision_urls")),
    path("", include("toolkit.urls")),
]
