"""The rules of reporting: definitions of dossier F, policies of employers, figures from plain facts."""
