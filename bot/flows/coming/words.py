"""What is said of the deeds on what is coming, whatever it is that they are done to."""

PAUSED = "Paused: it does not go until somebody resumes it."
RESUMED = "Resumed: it goes as it was to."
NEEDS_TIME = "Its time is past by now. Choose a new one."
