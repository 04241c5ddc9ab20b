"""The same house on PostgreSQL."""
