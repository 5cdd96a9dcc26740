"""What developers run beside the app: checks, screenshots, and the rig of the browser tests."""
