"""Writes the HDF5 files beside it, as CODE-15% lays exams out. Needs h5py (made with 3.7, HDF5 1.10).

Exam e has id 1000 + e; its sample s of lead l is ((31 e + 7 s + 11 l) mod 201 - 100) / 64 where it is
recorded and zero where it is padded: 48 + 8 e samples on both sides. The exam before the last is all zero.
The last row is the filler with id 0 that each part of CODE-15% ends with.
"""
import h5py
import numpy as np

EXAMS, SAMPLES, LEADS = 4, 256, 12
ids = np.array([1000, 1001, 1002, 0])
tracings = np.zeros((EXAMS, SAMPLES, LEADS))
for e in range(2):
    pad = 48 + 8 * e
    for s in range(pad, SAMPLES - pad):
        for l in range(LEADS):
            tracings[e, s, l] = ((31 * e + 7 * s + 11 * l) % 201 - 100) / 64

with h5py.File("contiguous.hdf5", "w") as f:
    f.create_dataset("exam_id", data=ids.astype("i4"))
    f.create_dataset("tracings", data=tracings.astype("f4"))
with h5py.File("chunked.hdf5", "w") as f:
    f.create_dataset("exam_id", data=ids, chunks=(3,), compression="gzip")
    f.create_dataset("tracings", data=tracings.astype("f4"), chunks=(3, 100, 5),
                     compression="gzip", shuffle=True, fletcher32=True)
with h5py.File("latest.hdf5", "w", libver="latest") as f:
    f.create_dataset("exam_id", data=ids.astype(">i8"))
    f.create_dataset("tracings", data=tracings, chunks=True, compression="gzip")
with h5py.File("other.hdf5", "w") as f:
    f.create_dataset("weights", data=np.zeros(3))
with h5py.File("lzf.hdf5", "w") as f:
    f.create_dataset("exam_id", data=ids)
    f.create_dataset("tracings", data=tracings[:, :32], compression="lzf")
