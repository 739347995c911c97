"""The placement proposal: asked, solved in a process of its own, changed by hand, confirmed."""
