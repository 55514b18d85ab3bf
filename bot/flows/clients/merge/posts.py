"""What the threads of merged clients say: where each goes on, linked both ways."""

from bot.domain.conversation import Conversation
from bot.domain.merge import Merge
from bot.flows.clients.merge.sides import Side
from bot.flows.threads import items
from bot.storage.repositories.outbox import OutboxItem


def merged_posts(merge: Merge, survivor: Side, other: Side, goes_on: Conversation | None) -> list[OutboxItem]:
    """A post in each thread, and both cards as they are now."""
    if goes_on is None:
        return []
    posts = [items.card(goes_on.id)]
    left = other.conversation if other.conversation and other.conversation.id != goes_on.id else None
    said = f"merged {other.client.name} into {survivor.client.name}: everything goes on in this thread."
    posts.append(
        items.linked_post(
            goes_on, said, f"merged:{merge.id}", by=merge.merged_by, link_to=left, undo=merge.id
        )
    )
    if left:
        moved = f"merged {other.client.name} into {survivor.client.name}: the conversation goes on there."
        posts.append(items.linked_post(left, moved, f"left:{merge.id}", by=merge.merged_by, link_to=goes_on))
        posts.append(items.card(left.id))
    return posts


def undone_posts(
    merge: Merge, by: str, survivor: Conversation | None, merged: Conversation | None
) -> list[OutboxItem]:
    """A post in each thread that the two are apart again, and both cards as they are now."""
    said = "undid the merge: each client has its own thread again."
    posts: list[OutboxItem] = []
    for own, others in ((survivor, merged), (merged, survivor)):
        if own:
            key = f"unmerged:{merge.id}:{own.id}"
            posts += [items.card(own.id), items.linked_post(own, said, key, by=by, link_to=others)]
    return posts
