"""What a message may refer to: the account's templates, and the files that were uploaded."""

from dataclasses import dataclass

from bot.sandbox.meta.media import MetaMedia, StoredFile
from bot.sandbox.meta.params import wrong
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.template import MetaTemplate


@dataclass
class Library:
    """Looks things up for the readers of messages."""

    state: MetaState
    media: MetaMedia

    def file(self, media_id: str) -> StoredFile:
        """An uploaded file that is still kept. Raises GraphError."""
        stored = self.media.find(media_id)
        if stored is None:
            raise wrong(f"Media with id {media_id} does not exist or has expired.")
        return stored

    def template(self, name: str, language: str) -> MetaTemplate | None:
        """The template of this name in this language."""
        every = self.state.config.templates
        return next((each for each in every if (each.name, each.language) == (name, language)), None)
