"""Finding clients, meeting new ones, and what their card shows."""
