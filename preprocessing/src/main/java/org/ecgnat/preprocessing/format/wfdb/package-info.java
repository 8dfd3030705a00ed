/**
 * WFDB records as PhysioNet's <i>WFDB Applications Guide</i> defines them: header(5) for the text
 * header, signal(5) for the sample formats.
 */
package org.ecgnat.preprocessing.format.wfdb;
