"""The calendar of retention: whom each month brings to be told, archived and erased."""
