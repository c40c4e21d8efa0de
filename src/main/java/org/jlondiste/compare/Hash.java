package org.jlondiste.compare;

import java.util.Locale;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * How two servers make a digest of a text, so that both come to the same: 32 or more hexadecimal
 * digits.
 *
 * @param encoding the encoding to bring texts to first; empty to take their bytes as they are
 */
record Hash(Algorithm algorithm, String encoding) {
  private static final Sql MD5_WORKS = Sql.of(Hash.class, "md5_works.sql");
  private static final Sql ENCODING = Sql.of(Hash.class, "encoding.sql");
  private static final String NO_ENCODING = "SQL_ASCII";

  /** The digests that servers know. */
  enum Algorithm {
    MD5,
    SHA256
  }

  /** Finds what both servers can do; empty if there is nothing. */
  static Optional<Hash> agreed(Session source, Session target) {
    boolean md5 = hasMd5(source) && hasMd5(target);
    boolean sha2 = source.server().hasSha2() && target.server().hasSha2();
    if (!md5 && !sha2) {
      return Optional.empty();
    }
    String here = encoding(source);
    String there = encoding(target);
    boolean bytesWillDo =
        here.equals(there) || here.equals(NO_ENCODING) || there.equals(NO_ENCODING);
    return Optional.of(new Hash(md5 ? Algorithm.MD5 : Algorithm.SHA256, bytesWillDo ? "" : "UTF8"));
  }

  /** True if the database takes any bytes for text. */
  static boolean hasNoEncoding(Session session) {
    return encoding(session).equals(NO_ENCODING);
  }

  /** The SQL expression for the digest of a text. */
  String of(String text) {
    return switch (algorithm) {
      case MD5 -> encoding.isEmpty() ? "md5(" + text + ")" : "md5(" + bytes(text) + ")";
      case SHA256 -> "encode(sha256(" + bytes(text) + "), 'hex')";
    };
  }

  private String bytes(String text) {
    return "convert_to(" + text + ", '" + (encoding.isEmpty() ? NO_ENCODING : encoding) + "')";
  }

  private static String encoding(Session session) {
    return session.row(ENCODING.bound()).text("encoding").toUpperCase(Locale.ROOT);
  }

  private static boolean hasMd5(Session session) {
    try {
      session.rows(MD5_WORKS.bound());
      return true;
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      return false;
    }
  }
}
