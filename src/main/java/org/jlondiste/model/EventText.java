package org.jlondiste.model;

/** What the characters of a row event's data stand for. */
public enum EventText {
  /** The characters that the application wrote. */
  CHARACTERS,

  /** Bytes, one character from U+0000 to U+00FF each, in the encoding of the source's database. */
  BYTES,

  /** Bytes likewise, of which nobody knows what they mean as soon as they are not ASCII. */
  UNKNOWN_BYTES
}
