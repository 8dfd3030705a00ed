/**
 * Recordings as tables of numbers in text files, such as CSV. Such a file says too little of
 * itself: its source declares the layout, and without one no text file is taken for a recording.
 */
package org.ecgnat.preprocessing.format.text;
