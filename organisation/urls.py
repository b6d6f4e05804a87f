from django.urls import path

from organisation.views import characteristics, overview, people, roles, structure

app_name = "organisation"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("body/", overview.edit, name="edit-body"),
    path("body/history/", overview.history, name="body-history"),
    path("structure/", structure.tree, name="structure"),
    path("structure/add/", structure.add, name="add-unit"),
    path("structure/<int:pk>/", structure.detail, name="unit"),
    path("structure/<int:pk>/name/", structure.rename, name="rename-unit"),
    path("structure/<int:pk>/move/", structure.move, name="move-unit"),
    path("structure/<int:pk>/close/", structure.close, name="close-unit"),
    path("structure/<int:pk>/reopen/", structure.reopen, name="reopen-unit"),
    path("structure/<int:pk>/remove/", structure.remove, name="remove-unit"),
    path("structure/<int:pk>/history/", structure.history, name="unit-history"),
    path("people/", people.people_list, name="people"),
    path("people/add/", people.add, name="add-person"),
    path("people/<int:pk>/", people.detail, name="person"),
    path("people/<int:pk>/details/", people.edit, name="edit-person"),
    path("people/<int:pk>/invite/", people.invite, name="invite-person"),
    path("people/<int:pk>/stop/", people.stop, name="stop-person"),
    path("people/<int:pk>/let-in/", people.let_in, name="let-in-person"),
    path("people/<int:pk>/history/", people.history, name="person-history"),
    path("people/<int:pk>/roles/give/", roles.give, name="give-role"),
    path("roles/", roles.who, name="roles"),
    path("roles/<int:pk>/end/", roles.end, name="end-role"),
    path("roles/<int:pk>/take-back/", roles.take_back, name="take-back-role"),
    path("roles/<int:pk>/history/", roles.history, name="role-history"),
    path("characteristics/", characteristics.characteristic_list, name="characteristics"),
    path("characteristics/add/", characteristics.add, name="add-characteristic"),
    path("characteristic/<slug:key>/", characteristics.edit, name="characteristic"),
    path("characteristic/<slug:key>/retire/", characteristics.retire, name="retire-characteristic"),
    path("characteristic/<slug:key>/bring-back/", characteristics.bring_back, name="bring-back-characteristic"),
    path("characteristic/<slug:key>/history/", characteristics.history, name="characteristic-history"),
]
