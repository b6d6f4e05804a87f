from django.urls import path

from governance.views import bodies

app_name = "governance"
urlpatterns = [
    path("", bodies.body_list, name="bodies"),
    path("add/", bodies.add_body, name="add-body"),
    path("<int:pk>/", bodies.body, name="body"),
    path("<int:pk>/details/", bodies.edit_body, name="edit-body"),
    path("<int:pk>/history/", bodies.body_history, name="body-history"),
    path("<int:pk>/meetings/add/", bodies.add_meeting, name="add-meeting"),
    path("<int:pk>/seats/add/", bodies.add_seat, name="add-seat"),
    path("seats/<int:pk>/", bodies.edit_seat, name="edit-seat"),
    path("meetings/<int:pk>/", bodies.meeting, name="meeting"),
    path("meetings/<int:pk>/details/", bodies.edit_meeting, name="edit-meeting"),
    path("meetings/<int:pk>/remove/", bodies.remove_meeting, name="remove-meeting"),
    path("meetings/<int:pk>/history/", bodies.meeting_history, name="meeting-history"),
]
