package org.ecgnat.preprocessing.format.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The entries of an archive in their order. */
interface EntryStream extends Closeable {

  /**
   * What precedes an entry's content.
   *
   * @param sizeBytes −1 where it shows only afterwards
   */
  record Header(String name, DirectoryBuilder.EntryType type, long sizeBytes) {}

  /**
   * The next entry, whatever was read of the one before; empty behind the last.
   *
   * @throws IOException also where the archive makes no sense from here on
   */
  Optional<Header> next() throws IOException;

  /** The content of the entry; closing it does nothing. */
  InputStream content();

  /** Whether the archive ended as an archive does. */
  boolean endedWell();
}
