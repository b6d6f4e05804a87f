from django.urls import path

from toolkit import views

app_name = "toolkit"
urlpatterns = [
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("jobs/<uuid:pk>/state", views.job_state, name="job-state"),
    path("components/", views.components, name="components"),
    path("components/document.pdf", views.sample_document, name="sample-document"),
    path("drafts/keep", views.keep_draft, name="keep-draft"),
    path("drafts/throw-away", views.throw_draft_away, name="throw-draft-away"),
    path("outbox/", views.outbox, name="outbox"),
]
