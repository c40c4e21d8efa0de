package org.jlondiste.error;

/** What there is to say when the memory of this process is too small. */
public final class ProcessMemory {
  private ProcessMemory() {}

  /** How much there is at most: {@code the memory of this process, 256 MB}. */
  public static String limit() {
    return "the memory of this process, "
        + Runtime.getRuntime().maxMemory() / (1024 * 1024)
        + " MB";
  }

  /** How to get more, as the end of a sentence. */
  public static String more() {
    return "give it more, as JLONDISTE_OPTS=-Xmx2g";
  }

  /** True if an error came of too little memory. */
  public static boolean ranOut(Throwable error) {
    Throwable cause = error;
    while (cause != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    return cause != null;
  }
}
