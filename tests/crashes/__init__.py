"""Commands that are killed, interrupted, or run where there is no room, no right to write, and no reader."""
