"""The calls of the calendar's repositories and of the doors to it."""

from dataclasses import replace

from bot.domain.occasion import OccasionKind
from bot.domain.reminder import ReminderState
from bot.storage.repositories.coming import Whose
from bot.vault import Sealed
from tests.storage.isolation.theirs import (
    FIRST,
    LATER,
    OUR_SYSTEM_KEY,
    Call,
    called,
    made_ready,
    their_occasion,
)
from tests.storage.seeds import (
    NOW,
    REMINDS,
    SYSTEM_KEY,
    TRIGGER,
    again,
    occasion,
    reminder,
)

CALLS: dict[str, Call] = {
    "coming.texts": lambda uow, _t: uow.coming.texts(Whose(), FIRST, 9),
    "coming.reminders": lambda uow, t: uow.coming.reminders(Whose(client_id=t.who.client_id), FIRST, 9),
    "coming.series": lambda uow, _t: uow.coming.series(Whose(user="U0THEIRS"), FIRST, 9),
    "coming.paused_series": lambda uow, _t: uow.coming.paused_series(Whose(), "", 9),
    "coming.count_by_itself": lambda uow, _t: uow.coming.count_by_itself(FIRST.at, None, 9),
    "coming.held_of_trigger": lambda uow, _t: uow.coming.held_of_trigger(TRIGGER.id, TRIGGER.kind, [], 9),
    "coming.count_of_client": lambda uow, t: uow.coming.count_of_client(t.who.client_id, 9),
    "message_templates.add": lambda uow, _t: made_ready(uow),
    "message_templates.change": lambda uow, _t: uow.message_templates.change(replace(REMINDS, version=2)),
    "message_templates.archive": lambda uow, _t: uow.message_templates.archive(REMINDS.id, "U1", NOW),
    "message_templates.get": lambda uow, _t: uow.message_templates.get(REMINDS.id),
    "message_templates.by_ids": lambda uow, _t: uow.message_templates.by_ids([REMINDS.id]),
    "message_templates.named": lambda uow, _t: uow.message_templates.named(REMINDS.name),
    "message_templates.offered": lambda uow, _t: uow.message_templates.offered(),
    "message_templates.lock_names": lambda uow, _t: uow.message_templates.lock_names(),
    "message_templates.were_ever": lambda uow, _t: uow.message_templates.were_ever(),
    "message_templates.versions": lambda uow, _t: uow.message_templates.versions(REMINDS.id),
    "occasions.add": lambda uow, t: uow.occasions.add(occasion(t.who)),
    "occasions.change": lambda uow, t: uow.occasions.change(their_occasion(t)),
    "occasions.get": lambda uow, t: uow.occasions.get(t.occasion_id, lock=True),
    "occasions.by_ids": lambda uow, t: uow.occasions.by_ids([t.occasion_id]),
    "occasions.by_ref": lambda uow, _t: uow.occasions.by_ref(OccasionKind.APPOINTMENT, "A-1"),
    "occasions.of_client": lambda uow, t: uow.occasions.of_client(t.who.client_id),
    "occasions.appointments": lambda uow, t: uow.occasions.appointments([t.who.client_id]),
    "occasions.next_appointments": lambda uow, t: uow.occasions.next_appointments([t.who.client_id], NOW),
    "occasions.standing": lambda uow, _t: uow.occasions.standing(OccasionKind.APPOINTMENT, NOW, 9),
    "reminders.upcoming": lambda uow, _t: uow.reminders.upcoming(9),
    "trigger_keys.add": lambda uow, _t: uow.trigger_keys.add(OUR_SYSTEM_KEY),
    "trigger_keys.all": lambda uow, _t: uow.trigger_keys.all(),
    "trigger_keys.get": lambda uow, _t: uow.trigger_keys.get(SYSTEM_KEY.key.id, lock=True),
    "trigger_keys.reseal": lambda uow, _t: uow.trigger_keys.reseal(SYSTEM_KEY.key.id, Sealed("k", "s")),
    "trigger_keys.revoke": lambda uow, _t: uow.trigger_keys.revoke(SYSTEM_KEY.key.id, "U1", NOW),
    "trigger_keys.used": lambda uow, _t: uow.trigger_keys.used(SYSTEM_KEY.key.id, LATER),
    "trigger_calls.begin": lambda uow, _t: called(uow),
    "trigger_calls.answered": lambda uow, _t: uow.trigger_calls.answered("evt-1", 200, {}),
    "trigger_calls.let_go": lambda uow, _t: uow.trigger_calls.let_go("evt-1"),
    "trigger_calls.forget_before": lambda uow, _t: uow.trigger_calls.forget_before(LATER),
    "occasions.to_replan": lambda uow, _t: uow.occasions.to_replan(OccasionKind.APPOINTMENT, "", NOW, 9),
    "triggers.to_replan": lambda uow, _t: uow.triggers.to_replan(),
    "triggers.replanned": lambda uow, _t: uow.triggers.replanned(TRIGGER.id, None),
    "triggers.replan_all": lambda uow, _t: uow.triggers.replan_all(),
    "triggers.forget": lambda uow, _t: uow.triggers.forget(TRIGGER.id),
    "triggers.save": lambda uow, _t: uow.triggers.save(replace(TRIGGER, slack_channel="C0TAKEN")),
    "triggers.remove": lambda uow, _t: uow.triggers.remove(TRIGGER.id),
    "triggers.get": lambda uow, _t: uow.triggers.get(TRIGGER.id),
    "triggers.all": lambda uow, _t: uow.triggers.all(),
    "triggers.on": lambda uow, _t: uow.triggers.on(OccasionKind.APPOINTMENT),
    "reminders.plan": lambda uow, t: uow.reminders.plan([reminder(their_occasion(t), step="x")]),
    "reminders.any_work": lambda uow, _t: uow.reminders.any_work(LATER),
    "reminders.get": lambda uow, t: uow.reminders.get(t.reminder_id, lock=True),
    "reminders.settle_planned": lambda uow, t: uow.reminders.settle_planned(
        t.occasion_id, [TRIGGER.id], ReminderState.SKIPPED, "No."
    ),
    "reminders.take_up": lambda uow, t: uow.reminders.take_up(t.occasion_id, "", NOW),
    "reminders.remove_of_trigger": lambda uow, _t: uow.reminders.remove_of_trigger(
        TRIGGER.id, TRIGGER.kind, [], 9
    ),
    "reminders.last_sent": lambda uow, t: uow.reminders.last_sent(t.occasion_id),
    "reminders.take": lambda uow, _t: uow.reminders.take(LATER, 9),
    "reminders.settle": lambda uow, t: uow.reminders.settle(t.reminder_id, ReminderState.SENT),
    "reminders.put_back": lambda uow, t: uow.reminders.put_back([t.reminder_id]),
    "reminders.put_off": lambda uow, t: uow.reminders.put_off(t.reminder_id, LATER, tries=1),
    "reminders.choose_time": lambda uow, t: uow.reminders.choose_time(t.reminder_id, LATER),
    "reminders.retime": lambda uow, t: uow.reminders.retime(t.reminder_id, LATER, LATER),
    "reminders.remove_planned": lambda uow, t: uow.reminders.remove_planned(t.occasion_id),
    "reminders.of_occasion": lambda uow, t: uow.reminders.of_occasion(t.occasion_id),
    "reminders.planned_for": lambda uow, t: uow.reminders.planned_for([t.who.client_id]),
    "timetable.waiting_of_series": lambda uow, t: uow.timetable.waiting_of_series(
        t.who.client_id, t.series_id
    ),
    "series.add": lambda uow, t: uow.series.add(again(t.who), "view:1"),
    "series.change": lambda uow, t: uow.series.change(again(t.who, id=t.series_id)),
    "series.get": lambda uow, t: uow.series.get(t.series_id, lock=True),
    "series.take": lambda uow, _t: uow.series.take(LATER, 9),
    "series.put_off": lambda uow, t: uow.series.put_off(again(t.who, id=t.series_id), LATER),
    "series.any_due": lambda uow, _t: uow.series.any_due(LATER),
    "series.keyed": lambda uow, _t: uow.series.keyed("view:1"),
    "series.of_clients": lambda uow, t: uow.series.of_clients([t.who.client_id]),
}
