from django.urls import path

from governance import views

app_name = "governance"
urlpatterns = [
    path("", views.body_list, name="bodies"),
    path("add/", views.add_body, name="add-body"),
    path("<int:pk>/", views.body, name="body"),
    path("<int:pk>/details/", views.edit_body, name="edit-body"),
    path("<int:pk>/history/", views.body_history, name="body-history"),
    path("<int:pk>/meetings/add/", views.add_meeting, name="add-meeting"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/details/", views.edit_meeting, name="edit-meeting"),
    path("meetings/<int:pk>/remove/", views.remove_meeting, name="remove-meeting"),
    path("meetings/<int:pk>/history/", views.meeting_history, name="meeting-history"),
]
