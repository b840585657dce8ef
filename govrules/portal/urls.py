"""Addresses of the portal."""

from django.urls import path

from govrules.portal.accounts import views as accounts
from govrules.portal.calendar import views as calendar
from govrules.portal.calendar import waiting
from govrules.portal.coordination_print import views as coordination_print
from govrules.portal.demo import views as demo
from govrules.portal.desk import views as desk
from govrules.portal.leave_print import views as leave_print
from govrules.portal.matters import views as matters
from govrules.portal.notices import views as notices
from govrules.portal.queue import views as queue
from govrules.portal.rules import loading
from govrules.portal.rules import views as rules
from govrules.portal.seals_print import views as seals_print
from govrules.portal.search import views as search
from govrules.portal.supervision_print import views as supervision_print

app_name = "portal"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("more/", desk.more, name="more"),
    path("queue/", queue.queue, name="queue"),
    path("queue/read/", queue.read_several, name="read_several"),
    path("queue/<int:step_id>/", queue.item, name="item"),
    path("queue/<int:step_id>/opened/", queue.opened, name="opened"),
    path("queue/<int:step_id>/decide/", queue.decide, name="decide"),
    path("matters/<int:pk>/", matters.matter, name="matter"),
    path("matters/<int:pk>/leave.pdf", leave_print.pdf, name="leave_print"),
    path("matters/<int:pk>/coordination.pdf", coordination_print.pdf, name="coordination_print"),
    path("duty/<int:organ_id>/roster.pdf", leave_print.roster, name="duty_print"),
    path("supervision-notices/<int:notice>/notice.pdf", supervision_print.notice, name="supervision_notice"),
    path("supervision-report.pdf", supervision_print.draft, name="supervision_draft"),
    path("supervision-reports/<int:report>/report.pdf", supervision_print.report, name="supervision_report"),
    path("seal-letters/<int:pk>/letter.pdf", seals_print.letter, name="seal_letter"),
    path("seal-book.pdf", seals_print.year, name="seal_year"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="read_all"),
    path("notices/choice/", notices.choice, name="notice_choice"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<int:number>/", rules.article, name="article"),
    path("rules/text/", loading.load, name="rules_text"),
    path("calendar/", calendar.year, name="calendar"),
    path("calendar/<int:number>/", calendar.year, name="calendar_year"),
    path("calendar/load/", calendar.load, name="calendar_load"),
    path("calendar/waiting/", waiting.waiting, name="waiting"),
    path("calendar/waiting/<int:pk>/", waiting.confirm_one, name="confirm"),
    path("search/", search.search, name="search"),
    path("login/", accounts.login, name="login"),
    path("logout/", accounts.logout, name="logout"),
    path("password/", accounts.password, name="password"),
    path("large-type/", accounts.large_type, name="large_type"),
    path("demo/people/", demo.person_list, name="demo_people"),
    path("demo/person/", demo.person, name="demo_person"),
    path("demo/clock/", demo.move_clock, name="demo_clock"),
]
