/**
 * Decodes FLAC streams by RFC 9639, as WFDB's formats 508, 516 and 524 hold their samples. Own code
 * since the decoders on Maven Central are under the LGPL.
 */
package org.ecgnat.preprocessing.format.flac;
