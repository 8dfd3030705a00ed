package org.ecgnat.preprocessing.format.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A tar file. */
final class TarEntryStream implements EntryStream {
  /** Extended headers of an entry: names and numbers, never more than this. */
  private static final int HEADER_BUDGET_BYTES = 256 << 10;

  private final HeaderBudget in;
  private final Tar tar;
  private boolean started;

  TarEntryStream(InputStream in) {
    this.in = new HeaderBudget(in);
    this.tar = new Tar(this.in);
  }

  /** Headers are kept in memory by who parses them, so their size must be bounded. */
  private static final class HeaderBudget extends FilterInputStream {
    private long remaining = Long.MAX_VALUE;

    HeaderBudget(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      spend(1);
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      int read = super.read(bytes, offset, count);
      spend(read);
      return read;
    }

    private void spend(int bytes) throws IOException {
      remaining -= Math.max(0, bytes);
      if (remaining < 0) {
        throw new ZipException("An entry's headers are longer than " + HEADER_BUDGET_BYTES);
      }
    }
  }

  /** Remembers whether the record of zeros came that ends an archive. */
  private static final class Tar extends TarArchiveInputStream {
    private boolean ended;

    Tar(InputStream in) {
      super(in, StandardCharsets.UTF_8.name());
    }

    @Override
    protected boolean isEOFRecord(byte[] record) {
      boolean end = super.isEOFRecord(record);
      ended |= end && record != null;
      return end;
    }

    @Override
    public void close() {
      // who made the stream below closes it
    }
  }

  @Override
  public Optional<Header> next() throws IOException {
    try {
      if (started) {
        // outside the budget: what is left of the entry before
        while (tar.getCurrentEntry() != null && tar.available() > 0 && tar.skip(1L << 30) > 0) {}
      }
      started = true;
      in.remaining = HEADER_BUDGET_BYTES;
      TarArchiveEntry entry = tar.getNextEntry();
      in.remaining = Long.MAX_VALUE;
      if (entry == null) {
        return Optional.empty();
      }
      if (!entry.isCheckSumOK()) {
        throw new ZipException("The checksum of an entry's header is wrong");
      }
      return Optional.of(new Header(entry.getName(), type(entry), entry.getSize()));
    } catch (RuntimeException e) {
      throw new IOException("The tar headers make no sense", e);
    }
  }

  private static DirectoryBuilder.EntryType type(TarArchiveEntry entry) {
    if (entry.isDirectory()) {
      return DirectoryBuilder.EntryType.FOLDER;
    } else if (entry.isSparse()) {
      return DirectoryBuilder.EntryType.UNSUPPORTED;
    }
    boolean other =
        entry.isLink()
            || entry.isSymbolicLink()
            || entry.isFIFO()
            || entry.isCharacterDevice()
            || entry.isBlockDevice();
    return other ? DirectoryBuilder.EntryType.LINK : DirectoryBuilder.EntryType.FILE;
  }

  @Override
  public InputStream content() {
    return tar;
  }

  @Override
  public boolean endedWell() {
    return tar.ended;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
