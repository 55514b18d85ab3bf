"""The names of what the Home tab offers."""

MESSAGE, NEW_CLIENT, CLIENTS = "home_message", "home_new_client", "home_clients"
TEMPLATES, WHATSAPP_TEMPLATES = "home_own_templates", "home_templates"
SETTINGS, ROLES, HELP = "home_settings", "home_roles", "home_help"
HIDE_SETUP = "home_hide_setup"
WHOSE = "home_whose"
# An overflow menu: an option's value is one of its verbs, a colon and an id.
TEXT = "home_text"
OPEN_CLIENT, CANCEL = "client", "cancel"
# Where a form was opened that was opened here: no channel has such an id.
ORIGIN = "home"
