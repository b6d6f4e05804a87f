from django.urls import path

from workforce import views

app_name = "workforce"
urlpatterns = [
    path("", views.profile_page, name="profile"),
    path("how-people-are-protected/", views.method_page, name="method"),
    path("snapshots/", views.snapshots, name="snapshots"),
    path("snapshots/<int:pk>/", views.snapshot, name="snapshot"),
    path("snapshots/<int:pk>/purge/", views.purge, name="purge"),
    path("import/", views.import_file, name="import"),
    path("import/sample.csv", views.sample_file, name="sample"),
    path("import/<uuid:pk>/problems/", views.problems, name="problems"),
    path("import/<uuid:pk>/problems.csv", views.problems_file, name="problems-file"),
    path("try/", views.try_table, name="try"),
    path("try/check/", views.check_table, name="try-check"),
    path("try/answer/", views.tried_table, name="try-answer"),
    path("try/file/<str:kind>/", views.tried_file, name="try-file"),
]
