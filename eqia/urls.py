from django.urls import path

from eqia.views import comments, reading, register, steps, writing

app_name = "eqia"
urlpatterns = [
    path("", register.register, name="register"),
    path("start/", writing.start, name="start"),
    path("<slug:reference>/", reading.assessment, name="assessment"),
    path("<slug:reference>/sections/<slug:section>/", writing.section, name="section"),
    path("<slug:reference>/impact/<slug:characteristic>/", writing.impact, name="impact"),
    path("<slug:reference>/sections/<slug:section>/add/", writing.add_item, name="item-add"),
    path("<slug:reference>/sections/<slug:section>/<int:pk>/", writing.item, name="item"),
    path("<slug:reference>/sections/<slug:section>/<int:pk>/remove/", writing.remove_item, name="item-remove"),
    path("<slug:reference>/submit/", steps.submit, name="submit"),
    path("<slug:reference>/check/", steps.check, name="check"),
    path("<slug:reference>/attest/", steps.attest, name="attest"),
    path("<slug:reference>/publish/", steps.publish, name="publish"),
    path("<slug:reference>/revise/", steps.revise, name="revise"),
    path("<slug:reference>/withdraw/", steps.withdraw, name="withdraw"),
    path("<slug:reference>/history/", reading.history, name="history"),
    path("<slug:reference>/comments/", comments.comments, name="comments"),
    path("<slug:reference>/comments/add/", comments.add_comment, name="comment-add"),
    path("<slug:reference>/comments/<int:pk>/", comments.thread, name="thread"),
    path("<slug:reference>/comments/withdraw/<int:pk>/", comments.withdraw_comment, name="comment-withdraw"),
    path("<slug:reference>/versions/", reading.versions, name="versions"),
    path("<slug:reference>/version/<int:number>/", reading.version, name="version"),
    path("<slug:reference>/version/<int:number>/pdf/", reading.version_pdf, name="version-pdf"),
    path("<slug:reference>/version/<int:number>/payload/", reading.version_payload, name="version-payload"),
]
