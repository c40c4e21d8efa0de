package org.jlondiste.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The row under a cursor, by position from 1; good only while it is being handed out. */
public final class Cells {
  private final ResultSet resultSet;

  Cells(ResultSet resultSet) {
    this.resultSet = resultSet;
  }

  public @Nullable String nullableText(int position) {
    try {
      return resultSet.getString(position);
    } catch (SQLException e) {
      throw new IllegalStateException("no text at position " + position, e);
    }
  }

  /** The bytes of a value of type bytea; of any other type those of its text. */
  public byte @Nullable [] nullableBytes(int position) {
    try {
      return resultSet.getBytes(position);
    } catch (SQLException e) {
      throw new IllegalStateException("no bytes at position " + position, e);
    }
  }

  /** The bytes likewise, as the characters from U+0000 to U+00FF. */
  public @Nullable String nullableByteText(int position) {
    byte[] bytes = nullableBytes(position);
    return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A value as text; must not be null. */
  public String text(int position) {
    String value = nullableText(position);
    if (value == null) {
      throw new IllegalStateException("null at position " + position);
    }
    return value;
  }

  public long bigint(int position) {
    try {
      return resultSet.getLong(position);
    } catch (SQLException e) {
      throw new IllegalStateException("no number at position " + position, e);
    }
  }
}
