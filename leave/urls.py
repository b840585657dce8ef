"""Addresses of the leave floor, gathered from its rooms."""

from leave.board import urls as board
from leave.duty import urls as duty
from leave.requests import urls as requests

app_name = "leave"
urlpatterns = [*requests.urlpatterns, *board.urlpatterns, *duty.urlpatterns]
