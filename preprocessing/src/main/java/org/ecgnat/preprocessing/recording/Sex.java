package org.ecgnat.preprocessing.recording;

/** Sex as the source states it. */
public enum Sex {
  FEMALE,
  MALE,
  UNKNOWN
}
