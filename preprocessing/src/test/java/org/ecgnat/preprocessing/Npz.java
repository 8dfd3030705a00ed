package org.ecgnat.preprocessing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads NumPy {@code .npz} archives of golden vectors (NumPy enhancement proposal 1: the npy
 * format, versions 1 and 2).
 */
public final class Npz {
  private static final Pattern DESCR = Pattern.compile("'descr': '([^']+)'");
  private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

  private final Map<String, Array> arrays = new LinkedHashMap<>();

  /**
   * An array.
   *
   * @param shape empty for a scalar
   * @param values row-major; integers and booleans as doubles, empty for strings
   * @param strings row-major; empty for numbers
   */
  public record Array(int[] shape, double[] values, String[] strings) {
    /** The value of a scalar. */
    public double scalar() {
      return values[0];
    }

    /** The values in single precision. */
    public float[] floats() {
      float[] result = new float[values.length];
      for (int i = 0; i < result.length; i++) {
        result[i] = (float) values[i];
      }
      return result;
    }

    /** Row {@code i} of a matrix. */
    public double[] row(int i) {
      return Arrays.copyOfRange(values, i * shape[1], (i + 1) * shape[1]);
    }

    /** Column {@code j} of a matrix. */
    public double[] column(int j) {
      double[] result = new double[shape[0]];
      for (int i = 0; i < result.length; i++) {
        result[i] = values[i * shape[1] + j];
      }
      return result;
    }
  }

  /** Reads an archive. */
  public static Npz read(Path path) throws IOException {
    Npz npz = new Npz();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        npz.arrays.put(entry.getName().replace(".npy", ""), parse(bytes));
      }
    }
    return npz;
  }

  /** An array by name. */
  public Array get(String name) {
    Array array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("No array " + name + " among " + arrays.keySet());
    }
    return array;
  }

  private static Array parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int headerLength = bytes[6] == 1 ? buffer.getShort(8) & 0xffff : buffer.getInt(8);
    int start = bytes[6] == 1 ? 10 : 12;
    String header = new String(bytes, start, headerLength, StandardCharsets.ISO_8859_1);
    if (header.contains("'fortran_order': True")) {
      throw new IllegalArgumentException("Fortran order is not read");
    }
    String descr = find(DESCR, header);
    int[] shape =
        Arrays.stream(find(SHAPE, header).split(","))
            .map(String::trim)
            .filter(part -> !part.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    buffer.position(start + headerLength);
    if (descr.startsWith("<U")) {
      int length = Integer.parseInt(descr.substring(2));
      String[] strings = new String[count];
      for (int i = 0; i < count; i++) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < length; c++) {
          int codePoint = buffer.getInt();
          if (codePoint != 0) {
            text.appendCodePoint(codePoint);
          }
        }
        strings[i] = text.toString();
      }
      return new Array(shape, new double[0], strings);
    }
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (descr) {
            case "<f8" -> buffer.getDouble();
            case "<f4" -> buffer.getFloat();
            case "<i8" -> buffer.getLong();
            case "<i4" -> buffer.getInt();
            case "<i2" -> buffer.getShort();
            case "|b1", "|i1" -> buffer.get();
            case "|u1" -> buffer.get() & 0xff;
            default -> throw new IllegalArgumentException("Type " + descr + " is not read");
          };
    }
    return new Array(shape, values, new String[0]);
  }

  private static String find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("No " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
