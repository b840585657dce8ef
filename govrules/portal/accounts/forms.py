"""The log-in form and the change of password, in the office's words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class LoginForm(AuthenticationForm):
    """Account and password."""

    error_messages = {
        "invalid_login": "账号或密码不对，请核对后重新输入。",
        "inactive": "这个账号已停用，请联系系统管理员。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "账号"
        self.fields["password"].label = "密码"
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


class PasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "现在的密码不对。",
        "password_mismatch": "两次输入的新密码不一样。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {"old_password": "现在的密码", "new_password1": "新密码", "new_password2": "再输入一次新密码"}
        for name, label in words.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs |= {"class": "form-control"}
        self.fields["new_password2"].help_text = ""
