from django.urls import path

from toolkit import views

app_name = "toolkit"
urlpatterns = [
    path("jobs/<uuid:pk>/", views.job, name="job"),
    path("jobs/<uuid:pk>/state", views.job_state, name="job-state"),
    path("components/", views.components, name="components"),
    path("components/document.pdf", views.sample_document, name="sample-document"),
    path("outbox/", views.outbox, name="outbox"),
]
