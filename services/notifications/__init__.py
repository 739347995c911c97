"""Who must be told: every mail of the network is decided, bundled, held back, sent and shown here.

Vocabulary: an *occasion* is something that happened to a record; a *rule* says whom it concerns and how; a *message*
is one rule applied to one occasion and one person, and exists once; a *mail* is the letter that carries one or
more messages to one person; a *bundle* is what may share a mail.
"""
