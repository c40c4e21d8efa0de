package org.jlondiste.compare;

import java.math.BigInteger;
import org.jlondiste.postgres.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a number of rows come to, in whatever order.
 *
 * @param checksum 32 hexadecimal digits; empty if rows were only counted
 */
public record Fingerprint(long rows, String checksum) {
  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(64);

  static Fingerprint counted(Row row) {
    return new Fingerprint(row.bigint("cnt"), "");
  }

  /** Reads a row of {@code cnt} and the two halves of all digests, added up. */
  static Fingerprint of(Row row) {
    BigInteger high = sum(row.nullableText("high"));
    BigInteger low = sum(row.nullableText("low"));
    String digits = high.multiply(HALF).add(low).toString(16);
    return new Fingerprint(row.bigint("cnt"), "0".repeat(32 - digits.length()) + digits);
  }

  private static BigInteger sum(@Nullable String number) {
    return number == null ? BigInteger.ZERO : new BigInteger(number).mod(HALF);
  }
}
