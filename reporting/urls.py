from django.urls import path

from reporting.views import court, editions, figures, overview, packs, steps

app_name = "reporting"
urlpatterns = [
    path("", overview.overview, name="list"),
    path("editions/new/", editions.new_edition, name="edition-new"),
    path("editions/<int:pk>/", editions.edition, name="edition"),
    path("editions/<int:pk>/words/", editions.write_narrative, name="edition-narrative"),
    path("editions/<int:pk>/read/", editions.read_edition, name="edition-read"),
    path("editions/<int:pk>/versions/<int:number>/pdf", editions.edition_pdf, name="edition-pdf"),
    path(
        "editions/<int:pk>/versions/<int:number>/figures/<slug:kind>", figures.edition_figures, name="edition-figures"
    ),
    path("editions/<int:pk>/history/", editions.edition_history, name="edition-history"),
    path("editions/<int:pk>/<slug:step>/", steps.edition_step, name="edition-step"),
    path("packs/new/", packs.new_pack, name="pack-new"),
    path("packs/<int:pk>/", packs.pack, name="pack"),
    path("packs/<int:pk>/item/", packs.write_item, name="pack-item"),
    path("packs/<int:pk>/report/", packs.write_report, name="pack-report"),
    path("packs/<int:pk>/appendices/", packs.appendices, name="pack-appendices"),
    path("packs/<int:pk>/appendices/<int:position>/", packs.arrange_appendix, name="pack-appendix"),
    path("packs/<int:pk>/versions/<int:number>/pdf", packs.pack_pdf, name="pack-pdf"),
    path("packs/<int:pk>/history/", packs.pack_history, name="pack-history"),
    path("packs/<int:pk>/<slug:step>/", steps.pack_step, name="pack-step"),
    path("court/<slug:reference>/", court.court, name="court"),
    path("court/<slug:reference>/<uuid:job>/<slug:kind>/", court.court_file, name="court-file"),
]
