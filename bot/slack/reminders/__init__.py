"""The windows of appointments, payments and documents, and of the triggers: built, read, and carried out."""
