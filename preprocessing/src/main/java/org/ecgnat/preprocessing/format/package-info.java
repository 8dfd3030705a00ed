/** Readers of recording files, found by content. Only rhythm waveforms become recordings. */
package org.ecgnat.preprocessing.format;
