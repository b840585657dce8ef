"""Addresses of the office's pages."""

from django.urls import path

from govrules.core.office.pages import absences, entrustments, people, settings, workbook

app_name = "office"
urlpatterns = [
    path("", people.people, name="people"),
    path("seats/<int:seat_id>/", people.appoint, name="appoint"),
    path("seats/<int:seat_id>/pair/", people.pair, name="pair"),
    path("organs/<int:organ_id>/cover/", people.cover, name="cover"),
    path("absences/", absences.absences, name="absences"),
    path("absences/new/", absences.enter, name="absence_new"),
    path("absences/<int:pk>/return/", absences.come_back, name="absence_return"),
    path("absences/<int:pk>/extend/", absences.extend, name="absence_extend"),
    path("absences/<int:pk>/cancel/", absences.cancel, name="absence_cancel"),
    path("entrustments/", entrustments.entrustments, name="entrustments"),
    path("entrustments/new/", entrustments.entrust, name="entrust"),
    path("entrustments/<int:pk>/revoke/", entrustments.revoke, name="revoke"),
    path("held/", people.held, name="held"),
    path("held/<int:step_id>/ask/", people.ask, name="ask"),
    path("referrals/", people.referrals, name="referrals"),
    path("workbook/", workbook.choose, name="workbooks"),
    path("workbook/<slug:key>/", workbook.workbook, name="workbook"),
    path("workbook/<slug:key>/template/", workbook.template, name="workbook_template"),
    path("workbook/<slug:key>/export/", workbook.export, name="workbook_export"),
    path("workbook/<slug:key>/<int:pk>/", workbook.report, name="workbook_report"),
    path("workbook/<slug:key>/<int:pk>/apply/", workbook.apply, name="workbook_apply"),
    path("settings/", settings.settings, name="settings"),
    path("settings/new/<slug:what>/", settings.fix, name="setting_new"),
    path("settings/<int:pk>/end/", settings.end, name="setting_end"),
]
