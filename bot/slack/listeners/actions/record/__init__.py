"""What is done with the record of a client, by action id: the list, the forms, the numbers."""

from bot.slack.blocks import client_facts, client_list, numbers, offers
from bot.slack.deps import Handler
from bot.slack.listeners.actions.record import (
    edit,
    list_turned,
    new,
    number_changed,
    numbers_opened,
    picked,
)

HANDLERS: dict[str, Handler] = {
    client_facts.EDIT: edit.handle,
    client_facts.NUMBERS: numbers_opened.handle,
    offers.FIX_NUMBER: numbers_opened.handle,
    client_list.NEW: new.handle,
    client_list.FILTER: list_turned.chosen,
    client_list.NEWER: list_turned.newer,
    client_list.OLDER: list_turned.older,
    client_list.SHOW: picked.handle,
    client_list.PICK: picked.handle,
    numbers.FIRST: number_changed.first,
    numbers.REMOVE: number_changed.remove,
    numbers.MOVE: number_changed.move,
    numbers.BACK: numbers_opened.back,
}
