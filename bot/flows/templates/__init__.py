"""WhatsApp's approved templates: fetched, offered, filled in."""
