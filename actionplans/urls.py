from django.urls import path

from actionplans.views import actions, exports, feeds, imports, lists, plans, updates

app_name = "actionplans"
urlpatterns = [
    path("", plans.plan_list, name="list"),
    path("add/", plans.add, name="add-plan"),
    path("<int:pk>/", plans.detail, name="plan"),
    path("<int:pk>/change/", plans.change, name="change-plan"),
    path("<int:pk>/state/", plans.change_state, name="plan-state"),
    path("<int:pk>/history/", plans.history, name="plan-history"),
    path("<int:pk>/add/", actions.add, name="add-action"),
    path("actions/", lists.action_list, name="actions"),
    path("actions/export/<slug:kind>/", exports.export, name="export"),
    path("actions/<int:pk>/", actions.detail, name="action"),
    path("actions/<int:pk>/change/", actions.change, name="change-action"),
    path("actions/<int:pk>/update/", updates.update, name="update"),
    path("actions/<int:pk>/deadline/", updates.settle, name="settle"),
    path("actions/<int:pk>/history/", actions.history, name="history"),
    path("from-mitigation/<int:pk>/", actions.from_mitigation, name="from-mitigation"),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/<int:pk>/renew/", feeds.renew, name="renew-feed"),
    path("feeds/<int:pk>/revoke/", feeds.revoke, name="revoke-feed"),
    path("feeds/<int:pk>/<str:signature>/actions.ics", feeds.feed, name="feed"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.upload, name="upload"),
    path("imports/<int:pk>/", imports.detail, name="import"),
    path("imports/<int:pk>/columns/", imports.columns, name="columns"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="confirm-import"),
    path("imports/<int:pk>/discard/", imports.discard, name="discard-import"),
    path("imports/<int:pk>/file/", imports.file, name="import-file"),
]
