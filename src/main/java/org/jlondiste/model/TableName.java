package org.jlondiste.model;

/**
 * A table's name with its schema, as the catalog spells it: case counts, nothing is quoted.
 *
 * <p>The queue and {@code londiste.table_info} know a table by {@link #raw}; people type and read
 * {@link #parse} and {@link #toString}, which are inverses.
 */
public record TableName(String schema, String name) implements Comparable<TableName> {
  public TableName {
    if (schema.isEmpty() || name.isEmpty()) {
      throw new IllegalArgumentException("a table name needs a schema and a name");
    }
  }

  /**
   * Reads what a person types: {@code orders} (in schema public), {@code sales.orders}, {@code
   * "odd.schema"."Orders"}. Without quotes the words are taken as they stand, upper case included.
   *
   * @throws IllegalArgumentException if a quote is not closed or a part is empty
   */
  public static TableName parse(String text) {
    StringBuilder first = new StringBuilder();
    int end = readPart(text, 0, first);
    if (end == text.length()) {
      return new TableName("public", first.toString());
    }
    StringBuilder second = new StringBuilder();
    if (text.startsWith("\"", end + 1)) {
      int last = readPart(text, end + 1, second);
      if (last != text.length()) {
        throw new IllegalArgumentException("words behind the closing quote in " + text);
      }
    } else {
      second.append(text, end + 1, text.length());
    }
    return new TableName(first.toString(), second.toString());
  }

  /**
   * Reads {@link #raw}: the first dot parts schema and name; without a dot the schema is public.
   */
  public static TableName ofRaw(String raw) {
    int dot = raw.indexOf('.');
    return dot < 0
        ? new TableName("public", raw)
        : new TableName(raw.substring(0, dot), raw.substring(dot + 1));
  }

  /** {@code schema.name} as it stands in events and in {@code londiste.table_info}. */
  public String raw() {
    return schema + "." + name;
  }

  /** The name as SQL wants it, both parts in quotes. */
  public String quoted() {
    return quote(schema) + "." + quote(name);
  }

  /** The shortest form that {@link #parse} reads back. */
  @Override
  public String toString() {
    return plainOrQuoted(schema) + "." + plainOrQuoted(name);
  }

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  private static int readPart(String text, int start, StringBuilder part) {
    if (start < text.length() && text.charAt(start) == '"') {
      int i = start + 1;
      while (i < text.length()) {
        char c = text.charAt(i);
        if (c != '"') {
          part.append(c);
          i++;
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          part.append('"');
          i += 2;
        } else {
          if (i + 1 < text.length() && text.charAt(i + 1) != '.') {
            throw new IllegalArgumentException("words behind the closing quote in " + text);
          }
          return i + 1;
        }
      }
      throw new IllegalArgumentException("a quote is not closed in " + text);
    }
    int dot = text.indexOf('.', start);
    int end = dot < 0 ? text.length() : dot;
    part.append(text, start, end);
    return end;
  }

  private static String plainOrQuoted(String part) {
    return part.indexOf('.') < 0 && part.indexOf('"') < 0 ? part : quote(part);
  }

  private static String quote(String part) {
    return '"' + part.replace("\"", "\"\"") + '"';
  }
}
