"""What is coming: texts that wait, texts that go again and again, reminders; listed, and changed."""
