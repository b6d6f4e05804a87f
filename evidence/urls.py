from django.urls import path

from evidence import views

app_name = "evidence"
urlpatterns = [
    path("", views.library, name="library"),
    path("add/", views.add, name="add"),
    path("<int:pk>/", views.item, name="item"),
    path("<int:pk>/change/", views.change, name="change"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/bring-back/", views.bring_back, name="bring-back"),
    path("<int:pk>/file/", views.file, name="file"),
    path("<int:pk>/history/", views.history, name="history"),
]
