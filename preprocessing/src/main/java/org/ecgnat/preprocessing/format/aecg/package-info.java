/**
 * Reads HL7 v3 Annotated ECG documents (ANSI/HL7 V3 ECG, R1-2004; message PORT_MT020001; the
 * implementation guide of Brown and Badilini, 2005).
 */
package org.ecgnat.preprocessing.format.aecg;
