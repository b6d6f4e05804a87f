from django.urls import path

from reporting.views import feedback, figures, public

app_name = "public"
urlpatterns = [
    path("", public.home, name="home"),
    path("eqia/<slug:reference>/", public.assessment, name="assessment"),
    path("eqia/<slug:reference>/pdf", public.assessment_pdf, name="assessment-pdf"),
    path("you-said-we-did/", feedback.you_said, name="you-said"),
    path("eqia/<slug:reference>/you-said-we-did/", feedback.you_said_in, name="you-said-in"),
    path("reports/<slug:year>/", public.report, name="report"),
    path("reports/<slug:year>/pdf", public.report_pdf, name="report-pdf"),
    path("reports/<slug:year>/figures/<slug:kind>", figures.report_figures, name="report-figures"),
    path("how-we-protect-people/", figures.method_page, name="method"),
]
