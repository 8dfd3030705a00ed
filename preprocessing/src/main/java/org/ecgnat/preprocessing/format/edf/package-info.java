/**
 * EDF (Kemp et al., "A simple format for exchange of digitized polygraphic recordings",
 * Electroencephalogr Clin Neurophysiol 82, 1992), EDF+ (Kemp and Olivan, "European data format
 * 'plus'", Clin Neurophysiol 114, 2003) and their 24-bit sibling BDF.
 */
package org.ecgnat.preprocessing.format.edf;
