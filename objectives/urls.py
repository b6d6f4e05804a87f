from django.urls import path

from objectives import views

app_name = "objectives"
urlpatterns = [
    path("", views.objective_list, name="list"),
    path("new/", views.add_objective, name="add"),
    path("<int:pk>/", views.objective_detail, name="detail"),
    path("<int:pk>/change/", views.change_objective, name="change"),
    path("<int:pk>/history/", views.objective_history, name="history"),
    path("<int:pk>/put-in-force/", views.put_in_force, name="put-in-force"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/indicators/new/", views.add_indicator, name="add-indicator"),
    path("indicators/<int:pk>/change/", views.change_indicator, name="change-indicator"),
    path("indicators/<int:pk>/history/", views.indicator_history, name="indicator-history"),
    path("indicators/<int:pk>/readings/new/", views.add_reading, name="add-reading"),
    path("readings/<int:pk>/change/", views.correct_reading, name="correct-reading"),
    path("readings/<int:pk>/history/", views.reading_history, name="reading-history"),
]
