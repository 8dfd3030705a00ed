/**
 * Recordings inside zip and tar archives, read where they lie: nothing is unpacked. Archives are
 * taken for hostile: names that lead elsewhere, links, bombs and damage are refused and counted.
 */
package org.ecgnat.preprocessing.format.archive;
