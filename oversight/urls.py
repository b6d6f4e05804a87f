from django.urls import URLPattern, path

from oversight.views import cumulative

app_name = "oversight"
urlpatterns: list[URLPattern] = [
    path("cumulative/", cumulative.page, name="cumulative"),
    path("cumulative/proposals/", cumulative.proposals, name="proposals"),
    path("cumulative/table.csv", cumulative.table, name="cumulative-csv"),
    path("cumulative/paper.pdf", cumulative.document, name="cumulative-pdf"),
]
