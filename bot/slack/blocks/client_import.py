"""The form in which a file of clients is handed over."""

from bot.domain.sheets.columns import TITLES, Column
from bot.domain.sheets.table import MAX_BYTES, MAX_ROWS
from bot.slack.blocks.elements import Block, mrkdwn, section
from bot.slack.blocks.inputs import field, modal

CALLBACK = "client_import"
FILE = "file"
READING = (
    "I am reading your file. What an import of it would do comes as a direct message; nothing is changed yet."
)
_LEFT_OUT = {Column.SPAM, Column.CLIENT_ID}


def import_form() -> Block:
    """Asks for one CSV file."""
    names = ", ".join(title for column, title in TITLES.items() if column not in _LEFT_OUT)
    words = (
        "The first row names the columns. These are understood, among other names for the same: "
        f"{names}.\nA row whose number belongs to a client changes that client, but only where the file says "
        "something. First you see what would be done."
    )
    element: Block = {"type": "file_input", "action_id": FILE, "filetypes": ["csv"], "max_files": 1}
    hint = (
        f"At most {MAX_BYTES // 1_000_000} MB and {MAX_ROWS:,} rows. Your spreadsheet saves it as CSV UTF-8."
    )
    blocks = [section(mrkdwn(words)), field(FILE, "CSV file", element, hint=hint)]
    return modal("Import clients", CALLBACK, blocks, submit="Read it", close="Cancel")
