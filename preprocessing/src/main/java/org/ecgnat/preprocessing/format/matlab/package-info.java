/**
 * Recordings in MATLAB's MAT-files of Level 4 and Level 5, after "MAT-File Format" (The MathWorks),
 * in variables that their source declares.
 */
package org.ecgnat.preprocessing.format.matlab;
