from django.urls import path

from reporting.views import public

app_name = "public"
urlpatterns = [
    path("", public.home, name="home"),
    path("eqia/<slug:reference>/", public.assessment, name="assessment"),
    path("eqia/<slug:reference>/pdf", public.assessment_pdf, name="assessment-pdf"),
    path("reports/<slug:year>/", public.report, name="report"),
    path("reports/<slug:year>/pdf", public.report_pdf, name="report-pdf"),
]
