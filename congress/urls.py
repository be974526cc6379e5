from django.urls import include, path

urlpatterns = [
    path("", include("congress.pages")),
    path("accounts/", include("congress.accounts.urls")),
    path("deputies/", include("deputies.urls")),
    path("groups/", include("groups.urls")),
    path("duties/", include("deputies.duties.addresses")),
    path("dossiers/", include("deputies.dossiers.addresses")),
    path("proposals/", include("proposals.urls")),
    path("stations/", include("groups.stations.addresses")),
    path("training/", include("training.urls")),
    path("public/", include("proposals.publishing.addresses")),
    path("api/v1/", include("proposals.interface.addresses")),
]

handler400 = "congress.views.errors.bad_request"
handler403 = "congress.views.errors.refused"
handler404 = "congress.views.errors.not_found"
handler500 = "congress.views.errors.failed"
