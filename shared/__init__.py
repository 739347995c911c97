"""What every service may use: contracts, bus, database, people, web, the command line. Imports no service."""
