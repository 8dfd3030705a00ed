/**
 * WFDB records as PhysioNet's <i>WFDB Applications Guide</i> defines them: header(5) for the text
 * header, signal(5) for the sample formats, annot(5) for annotations. {@code WfdbReader} makes
 * recordings, {@code WfdbRecord} gives all signals, {@code WfdbAnnotations} beats and episodes.
 */
package org.ecgnat.preprocessing.format.wfdb;
