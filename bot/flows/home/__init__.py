"""What the app's Home tab shows: one section a file, read as things stand."""
