package org.jlondiste.postgres;

/** SQL that writes values so that another server reads the very same. */
public final class ExactText {
  private ExactText() {}

  /**
   * What is to be written instead of a value. A float4 goes as float8 where the writer cannot
   * write, or the reader cannot read, the shorter text exactly.
   *
   * @param value an expression
   * @param type its type as the catalog spells it, domains resolved, without length
   */
  public static String of(String value, String type, Server writer, Server reader) {
    boolean exact =
        writer.hasExactFloats() && (reader.hasShortestFloats() || !writer.hasShortestFloats());
    if (exact || !(type.equals("real") || type.equals("real[]"))) {
      return value;
    }
    return value + (type.equals("real") ? "::float8" : "::float8[]");
  }
}
