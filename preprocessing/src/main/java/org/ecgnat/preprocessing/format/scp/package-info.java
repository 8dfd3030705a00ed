/**
 * Reads SCP-ECG (EN 1064:2005+A1:2007, ISO 11073-91064:2009, and the parts of EN 1064:2020 that are
 * the same). Clause numbers are those of EN 1064:2005.
 */
package org.ecgnat.preprocessing.format.scp;
