"""The names of what a client's card offers. A button's value is the client's id.

*More* is an overflow menu: an option's value is one of its verbs, a colon and the client's id.
"""

MESSAGE_CLIENT, TEMPLATE, SCHEDULE = "message_client", "card_template", "schedule_client"
REMIND = "card_remind"
# On the Home tab its value is EVERYTHING.
COMING_UP, EVERYTHING = "coming_open", "all"
CLAIM, RELEASE = "card_claim", "card_release"
CLOSE, REOPEN = "card_close", "card_reopen"
PAUSE, RESUME = "card_pause", "card_resume"
MORE = "card_more"
# The value is the id of the question that nobody has answered.
ASK_AGAIN = "card_ask_again"

# The verbs of *More*.
DETAILS = "details"
ASSIGN, SNOOZE = "assign", "snooze"
MERGE, SPAM = "merge", "spam"
