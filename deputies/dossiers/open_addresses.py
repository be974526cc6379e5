"""Addresses of deputies without signing in; they stand among the public pages."""

from django.urls import path

from deputies.views import open_deputies

urlpatterns = [
    path("deputies/", open_deputies.deputies, name="deputies"),
    path("deputy/<uuid:pk>/", open_deputies.deputy, name="deputy"),
]
