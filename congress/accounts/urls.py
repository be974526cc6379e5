"""The package's addresses that have a place here, under the names by which it finds them."""

from allauth.account.views import account_inactive, reauthenticate
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from congress.accounts import demo, views

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/", login_not_required(views.RequestCode.as_view()), name="account_request_login_code"),
    path("login/code/confirm/", login_not_required(views.ConfirmCode.as_view()), name="account_confirm_login_code"),
    path("logout/", views.sign_out, name="account_logout"),
    path("inactive/", login_not_required(account_inactive), name="account_inactive"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", demo.sign_in_as, name="demo_sign_in"))
