from django.urls import path

from governance.views import decisions

app_name = "decisions"
urlpatterns = [
    path("", decisions.forward_plan, name="forward-plan"),
    path("forward-plan.csv", decisions.forward_plan_csv, name="forward-plan-csv"),
    path("taken/", decisions.taken, name="taken"),
    path("overrides/", decisions.overrides, name="overrides"),
    path("plan/", decisions.plan, name="plan"),
    path("<slug:reference>/", decisions.decision, name="decision"),
    path("<slug:reference>/details/", decisions.edit, name="edit"),
    path("<slug:reference>/history/", decisions.history, name="history"),
    path("<slug:reference>/release/", decisions.release, name="release"),
    path("<slug:reference>/recall/", decisions.recall, name="recall"),
    path("<slug:reference>/withdraw/", decisions.withdraw, name="withdraw"),
    path("<slug:reference>/override/", decisions.override, name="override"),
    path("<slug:reference>/take/", decisions.take, name="take"),
]
