"""How much a template may hold and come to. Apart from the rest: who only counts does not load Jinja."""

# Source of the length: the body of a WhatsApp template.
MAX_SOURCE = 1024
# More than the longest text of any channel.
MAX_RESULT = 4096
