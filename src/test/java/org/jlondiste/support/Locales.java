package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/**
 * Locales of countries. Small systems have none of their own; they are made where a test asks for
 * one, and servers on this machine find them, even those that run already.
 */
public final class Locales {
  private static final Path MADE = directory();
  private static final int LIMIT_SECONDS = 60;

  private Locales() {}

  /** What servers have to know of, in their environment. */
  static String path() {
    return MADE + ":/usr/lib/locale";
  }

  /**
   * Makes a locale of a country ({@code de_DE}) that writes UTF-8.
   *
   * @return its name
   * @throws TestAbortedException if that cannot be done here
   */
  public static synchronized String make(String country) {
    String name = country + ".UTF-8";
    Path place = MADE.resolve(name);
    if (!Files.exists(place)) {
      try {
        Process made =
            new ProcessBuilder("localedef", "-i", country, "-f", "UTF-8", place.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!made.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          made.destroyForcibly();
        }
      } catch (IOException e) {
        throw new TestAbortedException("no localedef here to make the locale " + name, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while making a locale", e);
      }
    }
    if (!Files.exists(place.resolve("LC_MONETARY"))) {
      throw new TestAbortedException(
          "localedef cannot make " + name + " here: are the sources of locales missing?");
    }
    return name;
  }

  private static Path directory() {
    try {
      return Ground.directory("locales");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
