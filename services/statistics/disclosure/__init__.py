"""Masks figures so that nothing released lets anyone read a small number of patients (R-STA).

Pure: exact counts go in, a set of masked keys comes out. No database, web or clock.
"""
