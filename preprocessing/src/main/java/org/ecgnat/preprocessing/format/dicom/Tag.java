package org.ecgnat.preprocessing.format.dicom;

import java.util.Set;

/** The data elements that are kept (PS3.6), as group × 65536 + element. */
final class Tag {
  static final int MEDIA_STORAGE_SOP_CLASS = 0x00020002;
  static final int TRANSFER_SYNTAX = 0x00020010;

  static final int CHARACTER_SET = 0x00080005;
  static final int SOP_CLASS = 0x00080016;
  static final int ACQUISITION_DATE = 0x00080022;
  static final int CONTENT_DATE = 0x00080023;
  static final int ACQUISITION_DATE_TIME = 0x0008002A;
  static final int ACQUISITION_TIME = 0x00080032;
  static final int CONTENT_TIME = 0x00080033;
  static final int MANUFACTURER = 0x00080070;
  static final int INSTITUTION_CODES = 0x00080082;
  static final int CODE_VALUE = 0x00080100;
  static final int CODING_SCHEME = 0x00080102;
  static final int CODE_MEANING = 0x00080104;
  static final int ZONE = 0x00080201;
  static final int MODEL = 0x00081090;
  static final int PATIENT_ID = 0x00100020;
  static final int BIRTH_DATE = 0x00100030;
  static final int SEX = 0x00100040;
  static final int AGE = 0x00101010;
  static final int TIME_OFFSET = 0x00181068;

  static final int ORIGINALITY = 0x003A0004;
  static final int CHANNELS = 0x003A0005;
  static final int SAMPLES = 0x003A0010;
  static final int SAMPLING_FREQUENCY = 0x003A001A;
  static final int GROUP_LABEL = 0x003A0020;
  static final int CHANNEL_DEFINITIONS = 0x003A0200;
  static final int CHANNEL_LABEL = 0x003A0203;
  static final int CHANNEL_STATUS = 0x003A0205;
  static final int CHANNEL_SOURCES = 0x003A0208;
  static final int SENSITIVITY = 0x003A0210;
  static final int SENSITIVITY_UNITS = 0x003A0211;
  static final int CORRECTION_FACTOR = 0x003A0212;
  static final int BASELINE = 0x003A0213;
  static final int TIME_SKEW = 0x003A0214;
  static final int SAMPLE_SKEW = 0x003A0215;
  static final int CHANNEL_OFFSET = 0x003A0218;
  static final int LOW_FREQUENCY = 0x003A0220;
  static final int HIGH_FREQUENCY = 0x003A0221;
  static final int NOTCH_FREQUENCY = 0x003A0222;

  static final int CONCEPT_NAME = 0x0040A043;
  static final int CONCEPT_CODE = 0x0040A168;
  static final int MODIFIERS = 0x0040A195;
  static final int NUMERIC_VALUE = 0x0040A30A;
  static final int ANNOTATIONS = 0x0040B020;

  static final int WAVEFORMS = 0x54000100;
  static final int BITS_ALLOCATED = 0x54001004;
  static final int SAMPLE_INTERPRETATION = 0x54001006;
  static final int PADDING_VALUE = 0x5400100A;
  static final int WAVEFORM_DATA = 0x54001010;

  static final int ITEM = 0xFFFEE000;
  static final int ITEM_END = 0xFFFEE00D;
  static final int SEQUENCE_END = 0xFFFEE0DD;

  /** Sequences that are entered; implicit value representations do not tell them. */
  static final Set<Integer> SEQUENCES =
      Set.of(
          INSTITUTION_CODES,
          ANNOTATIONS,
          CONCEPT_NAME,
          CONCEPT_CODE,
          MODIFIERS,
          WAVEFORMS,
          CHANNEL_DEFINITIONS,
          CHANNEL_SOURCES,
          SENSITIVITY_UNITS);

  private static final Set<Integer> VALUES =
      Set.of(
          MEDIA_STORAGE_SOP_CLASS,
          TRANSFER_SYNTAX,
          CHARACTER_SET,
          SOP_CLASS,
          ACQUISITION_DATE,
          CONTENT_DATE,
          ACQUISITION_DATE_TIME,
          ACQUISITION_TIME,
          CONTENT_TIME,
          MANUFACTURER,
          CODE_VALUE,
          CODING_SCHEME,
          CODE_MEANING,
          ZONE,
          MODEL,
          PATIENT_ID,
          BIRTH_DATE,
          SEX,
          AGE,
          TIME_OFFSET,
          ORIGINALITY,
          CHANNELS,
          SAMPLES,
          SAMPLING_FREQUENCY,
          GROUP_LABEL,
          CHANNEL_LABEL,
          CHANNEL_STATUS,
          SENSITIVITY,
          CORRECTION_FACTOR,
          BASELINE,
          TIME_SKEW,
          SAMPLE_SKEW,
          CHANNEL_OFFSET,
          LOW_FREQUENCY,
          HIGH_FREQUENCY,
          NOTCH_FREQUENCY,
          NUMERIC_VALUE,
          BITS_ALLOCATED,
          SAMPLE_INTERPRETATION,
          PADDING_VALUE,
          WAVEFORM_DATA);

  private Tag() {}

  static boolean isKept(int tag) {
    return VALUES.contains(tag);
  }

  /** As DICOM writes it, such as {@code (003A,0210)}. */
  static String name(int tag) {
    return "(%04X,%04X)".formatted(tag >>> 16, tag & 0xFFFF);
  }
}
