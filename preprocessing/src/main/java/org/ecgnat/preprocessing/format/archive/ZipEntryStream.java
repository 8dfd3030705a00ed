package org.ecgnat.preprocessing.format.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A zip file without a directory: what its local headers tell. */
final class ZipEntryStream implements EntryStream {
  private final ZipInputStream zip;

  ZipEntryStream(InputStream in) {
    this.zip = new ZipInputStream(in, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<Header> next() throws IOException {
    try {
      ZipEntry entry = zip.getNextEntry();
      if (entry == null) {
        return Optional.empty();
      }
      DirectoryBuilder.EntryType type =
          entry.isDirectory() ? DirectoryBuilder.EntryType.FOLDER : DirectoryBuilder.EntryType.FILE;
      return Optional.of(new Header(entry.getName(), type, -1));
    } catch (RuntimeException e) {
      throw new IOException("The zip headers make no sense", e);
    }
  }

  @Override
  public InputStream content() {
    return zip;
  }

  @Override
  public boolean endedWell() {
    return false;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
