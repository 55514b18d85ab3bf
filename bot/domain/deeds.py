"""What the audit says of each action, in words for people: one table for every part of the program."""

WORDS = {
    "admin_claimed": "became the first admin",
    "role_granted": "gave a role",
    "role_revoked": "took a role away",
    "settings_changed": "changed settings",
    "consent_recorded": "recorded consent",
    "consent_withdrawn": "recorded that consent was withdrawn",
    "dnc_added": "put a number on the do-not-contact list",
    "dnc_removed": "took a number off the do-not-contact list",
    "opt_out_confirmed": "took a client's words for an opt-out",
    "opt_out_dismissed": "took a client's words for no opt-out",
    "overridden": "sent in spite of a rule",
    "taken_back": "took a waiting message back",
    "revealed": "looked at what was hidden",
    "client_named": "made an unknown number a client",
    "marked_spam": "marked a client as spam",
    "unmarked_spam": "took the spam mark off a client",
    "clients_merged": "merged two clients",
    "merge_undone": "undid a merge",
    "client_created": "created a client",
    "client_edited": "changed what is known of a client",
    "address_added": "added a number to a client",
    "address_removed": "took a number off a client",
    "address_put_first": "chose which number of a client is used first",
    "address_moved_away": "gave a client's number to another client",
    "address_moved_here": "gave another client's number to a client",
    "client_claimed": "claimed a client",
    "client_released": "released a client",
    "client_assigned": "gave a client to a teammate",
    "conversation_closed": "closed a conversation",
    "conversation_reopened": "opened a conversation again",
    "conversation_snoozed": "put a conversation off",
    "conversation_relay_paused": "paused a thread's relay",
    "conversation_relay_resumed": "resumed a thread's relay",
    "failure_done": "took a failed text off the list of what needs attention",
    "threads_moved": "moved threads to the channels of the rules",
    "unshown_shown": "had texts shown that came while a number was not two-way",
    "clients_imported": "imported clients from a file",
    "clients_exported": "exported all clients",
    "audit_exported": "exported the audit",
}


def in_words(action: str) -> str:
    """The action as a person reads it; one of an older version is shown by its code."""
    return WORDS.get(action) or action.replace("_", " ")
