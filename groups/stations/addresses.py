"""Addresses of stations for whoever signs in."""

from django.urls import path

from groups.views import messages, receptions, registers, rosters, stations

app_name = "stations"
urlpatterns = [
    path("", stations.index, name="index"),
    path("open-station/", stations.open_station, name="open_station"),
    path("station/<uuid:pk>/", stations.station, name="station"),
    path("station/<uuid:pk>/change-station/", stations.change_station, name="change_station"),
    path("station/<uuid:pk>/deputies/", stations.station_deputies, name="station_deputies"),
    path("station/<uuid:pk>/poster/", stations.poster, name="poster"),
    path("attached/<int:pk>/detach/", stations.detach, name="detach"),
    path("station/<uuid:pk>/plan-days/", rosters.plan_days, name="plan_days"),
    path("day/<uuid:pk>/change-day/", rosters.change_day, name="change_day"),
    path("day/<uuid:pk>/cancel-day/", rosters.cancel_day, name="cancel_day"),
    path("station/<uuid:pk>/record-reception/", receptions.record_reception, name="record_reception"),
    path("station/<uuid:pk>/register/<slug:book>/", registers.register, name="register"),
    path("station/<uuid:pk>/register/<slug:book>/export/", registers.register_export, name="register_export"),
    path("reception/<uuid:pk>/", receptions.reception, name="reception"),
    path("reception/<uuid:pk>/correct-reception/", receptions.correct_reception, name="correct_reception"),
    path("reception/<uuid:pk>/withdraw-reception/", receptions.withdraw_reception, name="withdraw_reception"),
    path("reception/<uuid:pk>/add-matter/", receptions.add_matter, name="add_matter"),
    path("matter/<uuid:pk>/", receptions.matter, name="matter"),
    path("matter/<uuid:pk>/follow-matter/", receptions.follow_matter, name="follow_matter"),
    path("matter/<uuid:pk>/visitor/", receptions.matter_visitor, name="matter_visitor"),
    path("messages/", messages.messages, name="messages"),
    path("message/<uuid:pk>/", messages.message, name="message"),
    path("message/<uuid:pk>/take-up-message/", messages.take_up_message, name="take_up_message"),
    path("message/<uuid:pk>/answer-message/", messages.answer_message, name="answer_message"),
    path("message/<uuid:pk>/photo/", messages.message_photo, name="message_photo"),
    path("message/<uuid:pk>/visitor/", messages.message_visitor, name="message_visitor"),
]
