/**
 * What a source knows beyond its recordings' files: patients, labels, folds, prior filtering. A
 * source is a small file; nothing about a particular data set is baked into code.
 */
package org.ecgnat.preprocessing.source;
