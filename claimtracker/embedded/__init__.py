"""The PostgreSQL that comes with the project, used when DATABASE_URL or BROKER_URL is unset."""
