"""The forms with which an administrator edits the body. Each is saved by the service of its name."""
