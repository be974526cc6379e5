"""Addresses of stations without signing in; they stand among the public pages."""

from django.urls import path

from groups.views import open_stations

urlpatterns = [
    path("stations/", open_stations.stations, name="stations"),
    path("stations/<uuid:pk>/", open_stations.station, name="station"),
    path("stations/<uuid:pk>/leave-message/", open_stations.leave_message, name="leave_message"),
    path("stations/receipt/<slug:key>/", open_stations.receipt, name="receipt"),
    path("stations/receipt/<slug:key>/judge-answer/", open_stations.judge_answer, name="judge_answer"),
]
