"""The service under load on a filled database, beside a thin API on the same one."""
