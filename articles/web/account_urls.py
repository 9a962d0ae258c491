"""Addresses under /accounts/."""

from __future__ import annotations

from django.urls import path

from articles.web import account, accounts, people

urlpatterns = [
    path("", account.account, name="account"),
    path("login/", accounts.sign_in, name="login"),
    path("login/code/", accounts.sign_in_code, name="login-code"),
    path("logout/", accounts.sign_out, name="logout"),
    path("invitation/<str:key>/", accounts.invited, name="invitation"),
    path("join/", accounts.join, name="join"),
    path("forgotten/", accounts.forgotten, name="password_reset"),
    path("forgotten/sent/", accounts.forgotten_done, name="password_reset_done"),
    path("forgotten/<uidb64>/<token>/", accounts.choose_password, name="password_reset_confirm"),
    path("forgotten/chosen/", accounts.password_chosen, name="password_reset_complete"),
    path("name/", account.rename, name="account-name"),
    path("password/", account.change_password, name="password_change"),
    path("second-factor/", account.set_up_second_factor, name="second-factor"),
    path("second-factor/off/", account.take_off_second_factor, name="second-factor-off"),
    path("second-factor/codes/", account.new_recovery_codes, name="recovery-codes"),
    path("tokens/", account.make_token, name="token-make"),
    path("tokens/<int:pk>/end/", account.end_token, name="token-end"),
    path("sign-out-everywhere/", account.sign_out_everywhere, name="sign-out-everywhere"),
    path("people/", people.people_list, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/role/", people.give_role, name="person-role"),
    path("people/<int:pk>/close/", people.close, name="person-close"),
    path("people/<int:pk>/open/", people.open_again, name="person-open"),
    path("invitations/<int:pk>/withdraw/", people.withdraw, name="invitation-withdraw"),
]
