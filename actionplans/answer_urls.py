"""Where the personal links of messages lead."""

from django.urls import path

from actionplans.views import answering

app_name = "answer"
urlpatterns = [
    path("<str:token>/", answering.one, name="one"),
    path("<str:token>/new-link/", answering.new_link, name="new-link"),
    path("<str:token>/<int:number>/", answering.each, name="each"),
]
