"""The rules of telling: who, when, in which words. Plain Python; nothing is read, sent or remembered here."""
