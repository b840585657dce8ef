"""Log-in and out, password, large type."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from govrules.core.access import access
from govrules.core.office.models import Government
from govrules.portal.accounts.forms import LoginForm, PasswordForm
from govrules.portal.demo.people import people


class Login(LoginView):
    """Five wrong passwords lock the account for this address (django-axes); the demo offers its people to click."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """An operator has no desk: he goes to the system's pages."""
        user = self.request.user
        return (
            reverse("admin:index") if user.is_staff and user.official_id is None else super().get_default_redirect_url()
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        governments = list(Government.objects.order_by("pk")[:2])
        name = governments[0].name if len(governments) == 1 else "政府工作规则办理平台"
        return super().get_context_data(**kwargs) | {"house": name, "people": people()}


class Password(PasswordChangeView):
    """Change one's own password; the other sessions end."""

    form_class = PasswordForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("portal:desk")

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        messages.success(self.request, "密码已修改，其他设备上的登录已失效。")
        return super().form_valid(form)


login = access("anyone")(Login.as_view())
logout = access("anyone")(LogoutView.as_view())
password = access("anyone")(Password.as_view())


@access("anyone")
@require_POST
@login_required
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch between standard and large type; it belongs to the account, so it follows him to another machine."""
    request.user.large_type = not request.user.large_type
    request.user.save(update_fields=["large_type"])
    return redirect(safe_next(request))


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """The page to go back to, only within this site."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if ours else otherwise
