/**
 * DICOM ECG waveforms: 12-lead and General ECG (PS3.3 A.34.3, A.34.4), encoded as in PS3.5, with
 * the little of the format that they need. DICOM's documents lie at dicom.nema.org.
 */
package org.ecgnat.preprocessing.format.dicom;
