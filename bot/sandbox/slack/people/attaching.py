"""Putting files into a modal, and what the app is given of them when it is submitted.

Source: https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
"""

from collections.abc import Sequence

from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.models import File, Json, Upload
from bot.sandbox.slack.people.actions import Actions
from bot.sandbox.slack.shapes import file_json
from bot.sandbox.slack.workspace import Workspace

MAX_FILE_BYTES = 10_000_000
_MOST_FILES = 10


class Attaching(Actions):
    """A person's files in modals."""

    def attach(
        self, user: str, view_id: str, block_id: str, action_id: str, uploads: Sequence[Upload]
    ) -> list[File]:
        """Choose files in a file input, in place of those that were chosen before.

        Raises CannotDoError for more files, other kinds or larger ones than the element and Slack take.
        """
        shown = self._shown(user, view_id)
        _, element = shown.element(block_id, action_id)
        if element["type"] != "file_input":
            raise CannotDoError(f"No file can be put into a {element['type']}.")
        _demand_fitting(element, uploads)
        files = [self._workspace.keep_file(user, upload) for upload in uploads]
        held = {"type": "file_input", "files": [file.id for file in files]}
        self._keep(shown, block_id, action_id, held)
        return files


def hand_files_over(workspace: Workspace, view: Json) -> Json:
    """A submitted view with its files as whole objects, which the app may look at from now on."""
    for actions in view["state"]["values"].values():
        for held in actions.values():
            if held["type"] == "file_input":
                files = [workspace.files[file_id] for file_id in held["files"]]
                for file in files:
                    file.is_handed_over = True
                held["files"] = [file_json(file, workspace.config) for file in files]
    return view


def _demand_fitting(element: Json, uploads: Sequence[Upload]) -> None:
    most, kinds = element.get("max_files", _MOST_FILES), element.get("filetypes")
    if len(uploads) > most:
        raise CannotDoError(f"At most {most} files can be chosen here.")
    for upload in uploads:
        if kinds and upload.name.rpartition(".")[2].lower() not in kinds:
            raise CannotDoError(f"Only these kinds of files can be chosen here: {', '.join(kinds)}.")
        if len(upload.content) > MAX_FILE_BYTES:
            raise CannotDoError("A file may have at most 10 MB.")
