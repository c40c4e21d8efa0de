package org.jlondiste.compare;

import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.Sql;

/**
 * How two servers make a digest of a text, so that both come to the same: 32 or more hexadecimal
 * digits.
 *
 * @param encoding the encoding to bring texts to first; empty to take their bytes as they are
 * @param declared what the text of a database without encoding is in, if it is brought to another
 */
record Hash(Algorithm algorithm, String encoding, String declared) {
  private static final Sql MD5_WORKS = Sql.of(Hash.class, "md5_works.sql");
  private static final String NO_ENCODING = "SQL_ASCII";

  /** The digests that servers know. */
  enum Algorithm {
    MD5,
    SHA256
  }

  /**
   * Finds what both servers can do; empty if there is nothing.
   *
   * @param declared what the text of a source without encoding is written in; empty if nobody said
   */
  static Optional<Hash> agreed(Session source, Session target, String declared) {
    boolean md5 = hasMd5(source) && hasMd5(target);
    boolean sha2 = source.server().hasSha2() && target.server().hasSha2();
    if (!md5 && !sha2) {
      return Optional.empty();
    }
    String here = source.encoding();
    String there = target.encoding();
    // a target without encoding holds the bytes of the source
    boolean bytesWillDo =
        here.equals(there)
            || there.equals(NO_ENCODING)
            || (here.equals(NO_ENCODING) && declared.isEmpty());
    return Optional.of(
        new Hash(md5 ? Algorithm.MD5 : Algorithm.SHA256, bytesWillDo ? "" : "UTF8", declared));
  }

  /** True if the database takes any bytes for text. */
  static boolean hasNoEncoding(Session session) {
    return session.encoding().equals(NO_ENCODING);
  }

  /** The SQL expression for the digest of a text in a database. */
  String of(String text, Session session) {
    return switch (algorithm) {
      case MD5 -> encoding.isEmpty() ? "md5(" + text + ")" : "md5(" + bytes(text, session) + ")";
      case SHA256 -> "encode(sha256(" + bytes(text, session) + "), 'hex')";
    };
  }

  private String bytes(String text, Session session) {
    if (!encoding.isEmpty() && hasNoEncoding(session)) {
      String written = Identifier.literal(declared);
      return "convert(convert_to(" + text + ", 'SQL_ASCII'), " + written + ", 'UTF8')";
    }
    return "convert_to(" + text + ", '" + (encoding.isEmpty() ? NO_ENCODING : encoding) + "')";
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
