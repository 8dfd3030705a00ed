package org.ecgnat.jobs.training;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.security.DigestOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.ecgnat.model.artifact.SafeTensors;
import org.ecgnat.preprocessing.recording.Sha256;

/**
 * The file {@code MANIFEST.json} of a checkpoint: written last, it commits the others.
 *
 * @param files by name
 */
record CheckpointManifest(Map<String, Entry> files) {

  /**
   * A file.
   *
   * @param bytes its size
   * @param sha256 its SHA-256 in lower-case hexadecimal
   */
  record Entry(long bytes, String sha256) implements Serializable {

    static Entry of(byte[] content) {
      return new Entry(content.length, Sha256.hex(content));
    }

    /** What has been written: tensors as a file. */
    static Entry written(SafeTensors contents, OutputStream out) throws IOException {
      Meter meter = new Meter(out);
      contents.write(meter);
      return meter.entry();
    }
  }

  CheckpointManifest {
    files = new TreeMap<>(files);
  }

  /** Counts and hashes what passes through it. */
  static final class Meter extends DigestOutputStream {
    private long bytes;

    Meter(OutputStream out) {
      super(out, Sha256.begin());
    }

    @Override
    public void write(int value) throws IOException {
      super.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
      super.write(values, offset, length);
      bytes += length;
    }

    Entry entry() {
      return new Entry(bytes, Sha256.hex(getMessageDigest()));
    }
  }
}
