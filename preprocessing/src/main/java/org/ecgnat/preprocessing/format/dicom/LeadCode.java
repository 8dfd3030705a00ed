package org.ecgnat.preprocessing.format.dicom;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ecgnat.preprocessing.recording.Lead;

/**
 * The lead that a channel's source code names (PS3.16 CID 3001): {@code 5.6.3-9-N} of SCP-ECG,
 * {@code 2:N} of MDC, or the latter as the single number 131072 + N that IEEE 11073-10101 calls
 * context-free. N is the same in all of them.
 */
final class LeadCode {
  private static final Pattern CODE = Pattern.compile("(?:5\\.6\\.3-9-|2:)(\\d{1,3})|(1\\d{5})");
  private static final int MDC_PARTITION = 2 << 16;

  /** Such as {@code Lead I (Einthoven)}. */
  private static final Pattern REMARK = Pattern.compile("\\s*\\(.*");

  private LeadCode() {}

  /** The lead of a channel: by its code, or by name where the code is none of the above. */
  static Optional<Lead> of(DataSet channel) {
    DataSet source = channel.item(Tag.CHANNEL_SOURCES);
    Matcher code = CODE.matcher(source.text(Tag.CODE_VALUE));
    if (code.matches()) {
      return lead(
          code.group(1) != null
              ? Integer.parseInt(code.group(1))
              : Integer.parseInt(code.group(2)) - MDC_PARTITION);
    }
    return named(source.text(Tag.CODE_VALUE))
        .or(() -> named(source.text(Tag.CODE_MEANING)))
        .or(() -> named(channel.text(Tag.CHANNEL_LABEL)));
  }

  private static Optional<Lead> named(String text) {
    return Lead.parse(REMARK.matcher(text).replaceFirst(""));
  }

  private static Optional<Lead> lead(int number) {
    return switch (number) {
      case 1 -> Optional.of(Lead.I);
      case 2 -> Optional.of(Lead.II);
      case 3, 4, 5, 6, 7, 8 -> Optional.of(Lead.STANDARD.get(Lead.V1.ordinal() + number - 3));
      case 61 -> Optional.of(Lead.III);
      case 62 -> Optional.of(Lead.AVR);
      case 63 -> Optional.of(Lead.AVL);
      case 64 -> Optional.of(Lead.AVF);
      default -> Optional.empty();
    };
  }
}
