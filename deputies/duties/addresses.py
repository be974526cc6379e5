"""Addresses under duties/."""

from django.urls import path

from deputies.views import boards, contacts, duties, excuses, holders, links, targets, visits

app_name = "duties"
urlpatterns = [
    path("board/", boards.board, name="board"),
    path("board/export/", boards.board_export, name="board_export"),
    path("nothing-yet/", boards.nothing_yet, name="nothing_yet"),
    path("records/", duties.records, name="records"),
    path("record-visit/", visits.record_visit, name="record_visit"),
    # --- one's own visits and contacts
    path("visits/", visits.visits, name="visits"),
    path("visit/<uuid:pk>/", visits.visit, name="visit"),
    path("visit/<uuid:pk>/correct/", visits.correct_visit, name="correct_visit"),
    path("visit/<uuid:pk>/cancel/", visits.cancel_visit, name="cancel_visit"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("record-contact/", contacts.record_contact, name="record_contact"),
    path("contact/<uuid:pk>/", contacts.contact, name="contact"),
    path("contact/<uuid:pk>/correct/", contacts.correct_contact, name="correct_contact"),
    path("contact/<uuid:pk>/cancel/", contacts.cancel_contact, name="cancel_contact"),
    # --- one deputy
    path("deputy/<uuid:pk>/", holders.deputy, name="deputy"),
    path("deputy/<uuid:pk>/excuse/", excuses.excuse_deputy, name="excuse_deputy"),
    # --- what the desk keeps
    path("members/", links.members, name="members"),
    path("add-members/", links.add_members, name="add_members"),
    path("member/<int:pk>/end/", links.end_member, name="end_member"),
    path("links/", links.links, name="links"),
    path("add-links/", links.add_links, name="add_links"),
    path("link/<int:pk>/end/", links.end_link, name="end_link"),
    path("excuses/", excuses.excuses, name="excuses"),
    path("excuse/<uuid:pk>/end/", excuses.end_excuse, name="end_excuse"),
    path("excuse/<uuid:pk>/cancel/", excuses.cancel_excuse, name="cancel_excuse"),
    path("targets/", targets.targets, name="targets"),
    path("target/<slug:code>/change/", targets.change_target, name="change_target"),
    path("target/<int:pk>/take-back/", targets.take_back_target, name="take_back_target"),
]
