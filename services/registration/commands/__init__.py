"""What can be done in registration: each function loads, asks the domain, saves and emits."""
