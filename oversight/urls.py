from django.urls import URLPattern, path

from oversight.views import cumulative, following, programme

app_name = "oversight"
urlpatterns: list[URLPattern] = [
    path("cumulative/", cumulative.page, name="cumulative"),
    path("cumulative/proposals/", cumulative.proposals, name="proposals"),
    path("cumulative/table.csv", cumulative.table, name="cumulative-csv"),
    path("cumulative/paper.pdf", cumulative.document, name="cumulative-pdf"),
    path("programme/", programme.overview, name="programmes"),
    path("programme/table.csv", programme.table, name="programme-csv"),
    path("programme/extract.pdf", programme.document, name="programme-pdf"),
    path("programme/begin/<slug:code>/", programme.begin, name="programme-begin"),
    path("programme/<int:pk>/", programme.detail, name="programme"),
    path("programme/<int:pk>/add/", programme.add_entry, name="entry-add"),
    path("programme/<int:pk>/agree/", programme.agree, name="programme-agree"),
    path("programme/entries/<int:pk>/", programme.change_entry, name="entry"),
    path("programme/entries/<int:pk>/drop/", programme.drop_entry, name="entry-drop"),
    path("programme/entries/<int:pk>/start/", programme.start, name="entry-start"),
    path("follow-through/", following.overview, name="overview"),
    path("follow-through/<slug:reference>/", following.page, name="follow-through"),
    path("follow-through/<slug:reference>/look-again/", following.add_trigger, name="trigger-add"),
    path("follow-through/<slug:reference>/review/", following.review, name="review"),
    path("follow-through/<slug:reference>/check/", following.plan_check, name="check-plan"),
    path("follow-through/reasons/<int:pk>/answer/", following.answer_trigger, name="trigger-answer"),
    path("follow-through/checks/<int:pk>/record/", following.record_effect, name="check-record"),
    path("follow-through/flags/<int:pk>/answer/", following.answer_flag, name="flag-answer"),
]
