"""The only place that knows SQLAlchemy: what is kept, and how it is read, claimed and written."""
