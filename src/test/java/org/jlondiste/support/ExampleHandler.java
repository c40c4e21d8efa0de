package org.jlondiste.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jlondiste.handler.HandlerKind;

/** The handler that the manual shows, compiled and put into a jar. */
public final class ExampleHandler {
  private static final Path PAGE = Path.of("docs/how-to/write-a-handler.md");

  private ExampleHandler() {}

  /** As the manual makes it: the jar says itself what it brings, the handler {@code shout}. */
  public static Path asService(Path directory) throws IOException {
    String source = source();
    return jar(
        directory,
        "Shout",
        source,
        Map.of("META-INF/services/" + HandlerKind.class.getName(), "org.example.Shout\n"));
  }

  /**
   * Another handler, {@code whisper} in class {@code org.example.Whisper}, which writes small
   * letters; its jar does not say what it brings.
   */
  public static Path withoutService(Path directory) throws IOException {
    String source =
        source()
            .replace("Shout", "Whisper")
            .replace("shout", "whisper")
            .replace("toUpperCase", "toLowerCase");
    return jar(directory, "Whisper", source, Map.of());
  }

  private static String source() throws IOException {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int start = page.indexOf("```java\n") + "```java\n".length();
    return page.substring(start, page.indexOf("```", start));
  }

  private static Path jar(Path directory, String name, String source, Map<String, String> more)
      throws IOException {
    Path file = directory.resolve(name + ".java");
    Files.writeString(file, source);
    Path classes = Files.createDirectory(directory.resolve(name));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
    assertThat(status).isZero();
    Path jar = directory.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path compiled : files.filter(Files::isRegularFile).toList()) {
        add(entries, classes.relativize(compiled).toString(), Files.readAllBytes(compiled));
      }
      for (Map.Entry<String, String> entry : more.entrySet()) {
        add(entries, entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private static void add(JarOutputStream entries, String name, byte[] content) throws IOException {
    entries.putNextEntry(new JarEntry(name));
    entries.write(content);
    entries.closeEntry();
  }
}
