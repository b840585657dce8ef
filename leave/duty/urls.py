"""Addresses of this room."""

from django.urls import URLPattern, path

from leave.duty.pages import logs, places, rosters, shifts

urlpatterns: list[URLPattern] = [
    path("duty/", rosters.duty, name="duty"),
    path("duty/setting/", rosters.setting, name="duty_setting"),
    path("duty/log/", logs.log, name="duty_log"),
    path("duty/whereabouts/", places.whereabouts, name="duty_whereabouts"),
    path("duty/whereabouts/<int:official_id>/", places.note, name="duty_note"),
    path("duty/organs/<int:organ_id>/", rosters.organ, name="duty_organ"),
    path("duty/organs/<int:organ_id>/make/", rosters.make, name="duty_make"),
    path("duty/organs/<int:organ_id>/people/", rosters.people, name="duty_people"),
    path("duty/rosters/<int:pk>/publish/", rosters.publish, name="duty_publish"),
    path("duty/shifts/<int:pk>/", shifts.shift, name="duty_shift"),
    path("duty/shifts/<int:pk>/assign/<slug:role>/", shifts.assign, name="duty_assign"),
    path("duty/shifts/<int:pk>/swap/", shifts.swap, name="duty_swap"),
    path("duty/shifts/<int:pk>/log/", shifts.write, name="duty_write"),
    path("duty/shifts/<int:pk>/hand-over/", shifts.hand_over, name="duty_hand_over"),
    path("duty/shifts/<int:pk>/take-over/", shifts.take_over, name="duty_take_over"),
    path("duty/swaps/<int:pk>/answer/", shifts.swap_answer, name="duty_swap_answer"),
    path("duty/swaps/<int:pk>/withdraw/", shifts.swap_withdraw, name="duty_swap_withdraw"),
    path("duty/entries/<int:pk>/", shifts.follow_up, name="duty_entry"),
    path("duty/entries/<int:pk>/receive/", shifts.receive, name="duty_receive"),
]
