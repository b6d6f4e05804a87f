from django.urls import path

from workforce import views

app_name = "workforce"
urlpatterns = [
    path("", views.profile_page, name="profile"),
    path("how-people-are-protected/", views.method_page, name="method"),
    path("snapshots/", views.snapshots, name="snapshots"),
    path("snapshots/<int:pk>/", views.snapshot, name="snapshot"),
    path("snapshots/<int:pk>/purge/", views.purge, name="purge"),
    path("snapshots/<int:pk>/propose/", views.propose, name="propose"),
    path("releases/", views.ledger, name="ledger"),
    path("releases/ledger.csv", views.ledger_file, name="ledger-file"),
    path("releases/<int:pk>/", views.release, name="release"),
    path("releases/<int:pk>/prove/", views.prove, name="prove"),
    path("releases/<int:pk>/verify/", views.verify, name="verify"),
    path("releases/<int:pk>/ways-out/", views.look_for_ways_out, name="ways-out"),
    path("releases/<int:pk>/instead/", views.propose_way_out, name="propose-way-out"),
    path("releases/<int:pk>/release/", views.let_out, name="let-out"),
    path("releases/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("releases/<int:pk>/discard/", views.discard, name="discard"),
    path("protection/", views.protection, name="protection"),
    path("protection/history/", views.protection_history, name="protection-history"),
    path("import/", views.import_file, name="import"),
    path("import/sample.csv", views.sample_file, name="sample"),
    path("import/<uuid:pk>/problems/", views.problems, name="problems"),
    path("import/<uuid:pk>/problems.csv", views.problems_file, name="problems-file"),
    path("try/", views.try_table, name="try"),
    path("try/check/", views.check_table, name="try-check"),
    path("try/answer/", views.tried_table, name="try-answer"),
    path("try/file/<str:kind>/", views.tried_file, name="try-file"),
]
