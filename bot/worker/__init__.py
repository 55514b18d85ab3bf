"""Does what was decided elsewhere: sends, posts, reads events, settles doubts; under leases, so that any
number of workers may run and any of them may die."""
