from django.urls import path

from deputies.views import delegations, rosters, seats

app_name = "deputies"
urlpatterns = [
    path("", seats.index, name="index"),
    path("export/", seats.export, name="export"),
    path("export/phones/", seats.export_phones, name="export_phones"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:pk>/rename/", delegations.rename_delegation, name="rename_delegation"),
    path("delegations/<int:pk>/name-head/", delegations.name_head, name="name_head"),
    path("import/", rosters.load, name="import"),
    path("import/template/", rosters.template, name="template"),
    path("import/<uuid:pk>/", rosters.preview, name="preview"),
    path("import/<uuid:pk>/problems/", rosters.problems, name="problems"),
    path("<uuid:pk>/", seats.detail, name="detail"),
    path("<uuid:pk>/suspend/", seats.change, {"name": "suspend"}, name="suspend"),
    path("<uuid:pk>/resume/", seats.change, {"name": "resume"}, name="resume"),
    path("<uuid:pk>/end/", seats.change, {"name": "end"}, name="end"),
]
