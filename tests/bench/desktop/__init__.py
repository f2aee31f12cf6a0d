"""The console off-screen, beside bare Qt that shows as much; each measurement is a process."""
