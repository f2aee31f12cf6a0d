"""Forms that open in the lower part of the detail, each bound to one alert for as long as it is
open.
"""
