/**
 * Where the beats are and where their waves begin and end: a detector of R peaks and a delineator,
 * both after published methods, for one to twelve leads; and the median of a recording's beats.
 */
package org.ecgnat.preprocessing.quality.beats;
