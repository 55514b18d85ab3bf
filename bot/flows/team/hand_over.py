"""Handing a teammate a file, or saying why there is none."""

from bot.domain.thread import Notice, SharedFile
from bot.ports import PostFailed, ThreadPoster


async def hand_over(poster: ThreadPoster, user: str, file: SharedFile) -> None:
    """Share the file in the app's direct messages; where the app may not upload any, say so there.

    Raises PostFailed for what another try may mend.
    """
    try:
        await poster.send_file(user, file)
    except PostFailed as failed:
        if failed.error != "missing_scope":
            raise
        said = (
            f"{file.name} cannot be handed over: the app may not upload files. Ask an admin to add the scope "
            "files:write and to install the app anew."
        )
        await poster.send_direct(user, Notice(said))
