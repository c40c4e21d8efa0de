package org.jlondiste.compare;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places for values, as Python writes it: {@code %(cnt)d rows}. Places name a value and
 * end in {@code d} or {@code s}; {@code %%} is a percent sign.
 */
record RowFormat(String text) {
  private static final Pattern PLACE = Pattern.compile("%(?:%|\\(([^)]*)\\)[ds])");

  static final RowFormat OF_CHECKSUMS = new RowFormat("%(cnt)d rows, checksum=%(chksum)s");
  static final RowFormat OF_COUNTS = new RowFormat("%(cnt)d rows");

  /** The text with its values filled in. */
  String fill(Function<String, String> values) {
    Matcher matcher = PLACE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = name == null ? "%" : values.apply(name);
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }
}
