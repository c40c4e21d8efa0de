package org.jlondiste.postgres;

/**
 * What a server is able to do. The only place where version numbers are compared.
 *
 * @param versionNumber as {@code server_version_num} prints it, 80401 or 180001
 */
public record Server(int versionNumber) {
  /** Oldest server that we work with: 8.4. */
  public static final int OLDEST = 80400;

  /** Statement triggers can see all rows that they changed. */
  public boolean hasTransitionTables() {
    return versionNumber >= 100000;
  }

  /** Declarative partitioning and identity columns. */
  public boolean hasPartitions() {
    return versionNumber >= 100000;
  }

  public boolean hasIdentityColumns() {
    return versionNumber >= 100000;
  }

  public boolean hasGeneratedColumns() {
    return versionNumber >= 120000;
  }

  /** Partitioned tables can have primary keys. */
  public boolean hasPartitionedKeys() {
    return versionNumber >= 110000;
  }

  /** A float's text is the shortest that is exact, no longer one of 17 digits. */
  public boolean hasShortestFloats() {
    return versionNumber >= 120000;
  }

  /** A numeric can be infinite. */
  public boolean hasInfiniteNumerics() {
    return versionNumber >= 140000;
  }

  /** An interval can be infinite. */
  public boolean hasInfiniteIntervals() {
    return versionNumber >= 170000;
  }

  /** {@code sha256} and its kin. */
  public boolean hasSha2() {
    return versionNumber >= 110000;
  }

  /** There is a right to maintain a table. */
  public boolean hasMaintainRight() {
    return versionNumber >= 170000;
  }

  /** Generated columns need not be stored. */
  public boolean hasVirtualColumns() {
    return versionNumber >= 180000;
  }

  /**
   * COPY can store rows as if they had been there for long, and marks their pages as such: before
   * 14 it does not do the second, and the first vacuum reads them all again.
   */
  public boolean freezesCopiedRows() {
    return versionNumber >= 140000;
  }

  /** A new database has the language plpgsql. */
  public boolean hasLanguageByDefault() {
    return versionNumber >= 90000;
  }

  /** {@code bytea_output} can be set to hex. */
  public boolean hasHexBytea() {
    return versionNumber >= 90000;
  }

  /** A {@code "char"} beyond ASCII is written as a backslash and three digits, and read so. */
  public boolean writesBytesOfCharInOctal() {
    return versionNumber >= 160000;
  }

  /** {@code extra_float_digits} goes up to 3, which makes every float exact. */
  public boolean hasExactFloats() {
    return versionNumber >= 90000;
  }

  /** Standbys answer queries, and {@code pg_is_in_recovery} tells them from primaries. */
  public boolean hasHotStandby() {
    return versionNumber >= 90000;
  }

  public boolean hasLockTimeout() {
    return versionNumber >= 90300;
  }

  /** Which setting ends a statement that waits too long for a lock; before 9.3 whatever it does. */
  public String lockWaitSetting() {
    return hasLockTimeout() ? "lock_timeout" : "statement_timeout";
  }

  /** Locks with a number of one's own that end with the transaction. */
  public boolean hasTransactionAdvisoryLocks() {
    return versionNumber >= 90100;
  }

  /** A constraint can be added first and checked later. */
  public boolean hasNotValidConstraints() {
    return versionNumber >= 90100;
  }

  /** COPY takes the name of an encoding. */
  public boolean hasCopyEncoding() {
    return versionNumber >= 90100;
  }

  /** MERGE, one statement that inserts, updates and deletes. */
  public boolean hasMerge() {
    return versionNumber >= 150000;
  }

  /** Of a later major version: 9.6 after 9.5, 18 after 17. */
  public boolean isOfLaterMajorThan(Server other) {
    return major() > other.major();
  }

  /** Before 10 the first two numbers are the major version. */
  private int major() {
    return versionNumber >= 100000 ? versionNumber / 10000 * 100 : versionNumber / 100;
  }

  /** The version as people write it: 8.4.1, 9.6.24, 18.1. */
  @Override
  public String toString() {
    int major = versionNumber / 10000;
    return major >= 10
        ? major + "." + versionNumber % 10000
        : major + "." + versionNumber / 100 % 100 + "." + versionNumber % 100;
  }
}
