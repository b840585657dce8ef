"""How an official wants to be told."""

from django import forms


class ChoiceForm(forms.Form):
    """In the portal he is always told; the rest is his to choose."""

    by_email = forms.BooleanField(label="同时发邮件给我", required=False)
    by_robot = forms.BooleanField(
        label="同时由群机器人在工作群里提醒我",
        required=False,
        help_text="本级政府设置了群机器人、办公室规定了发送哪些通知时才会发送",
    )
