"""The database: one engine per dialect, tables, tenancy scope, migrations."""
