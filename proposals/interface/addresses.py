from django.urls import URLPattern, path

from congress.interface.description import served
from congress.interface.operations import endpoint
from proposals.interface import reading, writing

app_name = "interface"
ROOT = "/api/v1/"
resources: list[URLPattern] = [
    path("proposals", endpoint(GET=reading.LIST_PROPOSALS, POST=writing.FILE_PROPOSAL), name="proposals"),
    path("proposals/<uuid:pk>", endpoint(GET=reading.ONE_PROPOSAL), name="proposal"),
    path("proposals/<uuid:pk>/assignments", endpoint(GET=reading.ASSIGNMENTS), name="assignments"),
    path("proposals/<uuid:pk>/replies", endpoint(GET=reading.REPLIES), name="replies"),
    path("proposals/<uuid:pk>/events", endpoint(GET=reading.STEPS), name="proposal_events"),
    path("assignments/<uuid:pk>/reply", endpoint(POST=writing.SAVE_REPLY), name="reply"),
    path("assignments/<uuid:pk>/send-for-signing", endpoint(POST=writing.SEND_FOR_SIGNING), name="send_for_signing"),
    path("events", endpoint(GET=reading.LIST_EVENTS), name="events"),
    path("organs", endpoint(GET=reading.ORGANS), name="organs"),
    path("dictionaries", endpoint(GET=reading.DICTIONARIES), name="dictionaries"),
]
urlpatterns = [*resources, path("description", served(resources, ROOT), name="description")]
