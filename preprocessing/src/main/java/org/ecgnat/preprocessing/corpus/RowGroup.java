package org.ecgnat.preprocessing.corpus;

import java.io.Serializable;

/**
 * A row group of a corpus file: what training reads at once.
 *
 * @param path the Parquet file, a Hadoop path
 * @param index its place in the file
 * @param rows its windows
 * @param source the source partition it belongs to
 */
public record RowGroup(String path, int index, int rows, String source) implements Serializable {}
