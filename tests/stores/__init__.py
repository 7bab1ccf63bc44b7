"""Real triple stores on this machine, for tests."""
