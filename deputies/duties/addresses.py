"""Addresses under duties/."""

from django.urls import path

from deputies.views import duties, visits

app_name = "duties"
urlpatterns = [
    path("board/", duties.board, name="board"),
    path("records/", duties.records, name="records"),
    path("record-visit/", visits.record_visit, name="record_visit"),
]
