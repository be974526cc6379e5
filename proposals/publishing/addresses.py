"""Addresses without signing in. The public site comes to stand around them; /public/ itself is left to it."""

from django.urls import path

from deputies.dossiers import open_addresses as of_deputies
from groups.stations import open_addresses
from proposals.views import public

app_name = "public"
urlpatterns = [
    path("suggestions/", public.suggestions, name="suggestions"),
    path("suggestions/<slug:number>/", public.suggestion, name="suggestion"),
    path("commendations/", public.commendations, name="commendations"),
    path("commendation/<slug:code>/<int:year>/", public.commendation, name="commendation"),
    path("open-data/", public.open_data, name="open_data"),
    path("open-data/json/", public.open_data_json, name="open_data_json"),
    path("open-data/csv/", public.open_data_csv, name="open_data_csv"),
    *open_addresses.urlpatterns,
    *of_deputies.urlpatterns,
]
