"""Addresses under duties/."""

from django.urls import path

from deputies.views import boards, duties, visits

app_name = "duties"
urlpatterns = [
    path("board/", boards.board, name="board"),
    path("board/export/", boards.board_export, name="board_export"),
    path("nothing-yet/", boards.nothing_yet, name="nothing_yet"),
    path("records/", duties.records, name="records"),
    path("record-visit/", visits.record_visit, name="record_visit"),
]
