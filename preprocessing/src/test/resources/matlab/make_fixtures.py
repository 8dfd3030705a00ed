"""Writes the MAT-files beside it. Needs scipy (made with 1.17).

Sample s of lead l is ((7 s + 11 l) mod 201 - 100) / 64.
"""
import numpy as np
from scipy.io import savemat

s, l = np.meshgrid(np.arange(40), np.arange(12))
signal = ((7 * s + 11 * l) % 201 - 100) / 64
ecg = {"sex": "Male", "age": 74, "data": signal}
for name, options in {
    "level4": {"format": "4"},
    "level5": {},
    "compressed": {"do_compression": True},
}.items():
    savemat(name + ".mat", {"junk": np.arange(600.0), "fs": 500, "val": np.round(signal * 64).astype("i2"),
                            "tall": signal.T.astype("f4"), "z": np.array([[1 + 2j]])}, **options)
savemat("struct.mat", {"note": "x", "ECG": ecg, "cells": np.array([1, "a"], dtype=object)}, do_compression=True)
