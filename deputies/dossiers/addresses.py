"""Addresses under dossiers/."""

from django.urls import path

from deputies.views import dossiers

app_name = "dossiers"
urlpatterns = [
    path("mine/", dossiers.mine, name="mine"),
    path("mine/choose-public/", dossiers.choose_public, name="choose_public"),
    path("dossier/<uuid:pk>/", dossiers.dossier, name="dossier"),
    path("dossier/<uuid:pk>/dossier-paper/", dossiers.dossier_paper, name="dossier_paper"),
]
