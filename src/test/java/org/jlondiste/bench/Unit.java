package org.jlondiste.bench;

/** What a figure counts, and which way is better. */
enum Unit {
  SECONDS("s", false, 2),
  MILLISECONDS("ms", false, 1),
  PER_SECOND("/s", true, 0),
  PER_DAY("/day", false, 0),
  SECONDS_PER_DAY("s/day", false, 0),
  MEBIBYTES("MiB", false, 0),
  MEBIBYTES_PER_DAY("MiB/day", false, 1),
  BYTES("B", false, 0);

  private final String sign;
  private final boolean moreIsBetter;
  private final int decimals;

  Unit(String sign, boolean moreIsBetter, int decimals) {
    this.sign = sign;
    this.moreIsBetter = moreIsBetter;
    this.decimals = decimals;
  }

  String sign() {
    return sign;
  }

  int decimals() {
    return decimals;
  }

  /** How many times better ours is than theirs: above 1 we win. */
  double advantage(double ours, double theirs) {
    return moreIsBetter ? ours / theirs : theirs / ours;
  }
}
