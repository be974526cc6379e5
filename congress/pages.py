from django.urls import path

from congress.accounts import views as accounts
from congress.manage import calendar, dictionaries, settings, wordings
from congress.manage import views as manage
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
    path("manage/people/", manage.people, name="people"),
    path("manage/add-person/", manage.add_person, name="add_person"),
    path("manage/person/<uuid:pk>/", manage.person, name="person"),
    path("manage/person/<uuid:pk>/give-role/", manage.give_role, name="give_role"),
    path("manage/person/<uuid:pk>/reset-access/", manage.reset_access, name="reset_access"),
    path("manage/person/<uuid:pk>/account/", manage.account, name="account"),
    path("manage/grants/<uuid:pk>/end/", manage.end_grant, name="end_grant"),
    path("manage/organs/", manage.organs, name="organs"),
    path("manage/add-organ/", manage.add_organ, name="add_organ"),
    path("manage/organs/<uuid:pk>/rename/", manage.rename_organ, name="rename_organ"),
    path("manage/organs/<uuid:pk>/close/", manage.close_organ, name="close_organ"),
    path("manage/calendar/", calendar.calendar, name="calendar"),
    path("manage/calendar/import/", calendar.import_calendar, name="import_calendar"),
    path("manage/calendar/template/", calendar.calendar_template, name="calendar_template"),
    path("manage/calendar/<int:year>/preview/<uuid:pk>/", calendar.calendar_preview, name="calendar_preview"),
    path("manage/settings/", settings.settings, name="settings"),
    path("manage/setting/<str:key>/", settings.setting, name="setting"),
    path("manage/setting/<int:pk>/take-back/", settings.take_back_setting, name="take_back_setting"),
    path("manage/wordings/", wordings.wordings, name="wordings"),
    path("manage/wording/<slug:kind>/", wordings.wording, name="wording"),
    path("manage/wording/<slug:kind>/restore/", wordings.restore_wording, name="restore_wording"),
    path("manage/dictionaries/", dictionaries.dictionaries, name="dictionaries"),
    path("manage/dictionary/<slug:name>/", dictionaries.dictionary, name="dictionary"),
    path("manage/word/<slug:name>/<str:code>/rename/", dictionaries.rename_word, name="rename_word"),
    path("manage/word/<slug:name>/<str:code>/retire/", dictionaries.retire_word, name="retire_word"),
    path("manage/status/", manage.status, name="status"),
    path("manage/deliveries/<uuid:pk>/send-again/", manage.send_again, name="send_again"),
    path("manage/audit/", manage.audit, name="audit"),
    path("manage/audit/export/", manage.export_audit, name="export_audit"),
]
