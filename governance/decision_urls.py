from django.urls import path

from governance.views import decisions, recommendations

app_name = "decisions"
urlpatterns = [
    path("", decisions.forward_plan, name="forward-plan"),
    path("forward-plan.csv", decisions.forward_plan_csv, name="forward-plan-csv"),
    path("taken/", decisions.taken, name="taken"),
    path("overrides/", decisions.overrides, name="overrides"),
    path("plan/", decisions.plan, name="plan"),
    path("recommendations/", recommendations.register, name="recommendations"),
    path("recommendations/add/", recommendations.add, name="add-recommendation"),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/details/", recommendations.edit, name="edit-recommendation"),
    path("recommendations/<int:pk>/answer/", recommendations.respond, name="answer-recommendation"),
    path("recommendations/<int:pk>/history/", recommendations.history, name="recommendation-history"),
    path("<slug:reference>/", decisions.decision, name="decision"),
    path("<slug:reference>/details/", decisions.edit, name="edit"),
    path("<slug:reference>/history/", decisions.history, name="history"),
    path("<slug:reference>/release/", decisions.release, name="release"),
    path("<slug:reference>/recall/", decisions.recall, name="recall"),
    path("<slug:reference>/withdraw/", decisions.withdraw, name="withdraw"),
    path("<slug:reference>/override/", decisions.override, name="override"),
    path("<slug:reference>/take/", decisions.take, name="take"),
]
