"""The scopes the app needs and what each is for; manifest.yml asks for the same ones."""

REQUIRED = {
    "commands": "the slash commands and the shortcut",
    "chat:write": "posting into the clients' threads",
    "chat:write.customize": "showing a client's message under the client's name",
    "channels:history": "reading replies in a public inbox channel",
    "groups:history": "reading replies in a private inbox channel",
    "channels:read": "knowing the inbox channel when it is public",
    "groups:read": "knowing the inbox channel when it is private",
    "files:write": "showing clients' pictures and files, and handing over exports",
    "files:read": "fetching the files that a teammate hands to the app",
    "reactions:write": "showing by a reaction what became of a message",
    "users:read": "writing a mentioned teammate's name to a client, and knowing an admin of the workspace",
    "usergroups:read": "giving roles and budgets to user groups",
    "im:write": "opening the app's direct messages with a teammate, to hand over a file",
}
