from django.urls import URLPattern

app_name = "eqia"
urlpatterns: list[URLPattern] = []
