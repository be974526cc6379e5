from django.urls import path

from congress.accounts import views as accounts
from congress.views import health, home, messages, preferences, styleguide

app_name = "congress"
urlpatterns = [
    path("", home.home, name="home"),
    path("switch/", home.switch, name="switch"),
    path("messages/", messages.messages, name="messages"),
    path("messages/read-all/", messages.read_all, name="read_all"),
    path("messages/<uuid:pk>/read/", messages.read, name="read"),
    path("accounts/privacy/", accounts.privacy, name="privacy"),
    path("accounts/sessions/", accounts.sessions, name="sessions"),
    path("accounts/sessions/end-others/", accounts.end_others, name="end_others"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
