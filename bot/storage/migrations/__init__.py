"""The database's history, applied by Alembic."""
