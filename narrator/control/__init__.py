"""Control data for receivers that mix themselves: how far the programme fades, moment by moment.

settings.py and constants.py are what both sides know; fades.py tells the fades of a mix plan,
descriptor.py the AD_descriptor of DVB; whp198.py makes the studio signal;
tags.py and demodulate.py, which share nothing with them but constants.py, read it back.
"""
