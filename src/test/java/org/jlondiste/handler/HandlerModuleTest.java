package org.jlondiste.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jlondiste.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the manual: it compiles, is found in its jar, and does what it says. */
class HandlerModuleTest {
  @TempDir private Path directory;

  @Test
  void theExampleOfTheManualIsFoundInItsJar() throws IOException {
    Surroundings.Settings usual = Surroundings.Settings.DEFAULT;
    HandlerCatalog catalog =
        new HandlerCatalog(
            new Surroundings.Settings(
                usual.shardHashFunction(),
                usual.shardInfoQuery(),
                usual.obfuscatorMap(),
                usual.obfuscatorKey(),
                List.of(jar().toString())));

    TableHandler handler =
        catalog.create(
            new TableName("public", "orders"),
            catalog.read("shout", List.of("column=note")),
            (sql, columns) -> List.of());

    assertThat(handler.alter(List.of("id", "note"), new String[] {"a", "b"}))
        .containsExactly("a", "B");
    assertThat(handler.incomparable()).isPresent();
    assertThat(catalog.kind("shout").summary()).isEqualTo("one column in capitals");
  }

  private Path jar() throws IOException {
    String page =
        Files.readString(Path.of("docs/how-to/write-a-handler.md"), StandardCharsets.UTF_8);
    int start = page.indexOf("```java\n") + "```java\n".length();
    Path source = directory.resolve("Shout.java");
    Files.writeString(source, page.substring(start, page.indexOf("```", start)));
    Path classes = Files.createDirectory(directory.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(status).isZero();
    Path jar = directory.resolve("shout.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        add(entries, classes.relativize(file).toString(), Files.readAllBytes(file));
      }
      for (Map.Entry<String, String> service :
          Map.of("META-INF/services/" + HandlerKind.class.getName(), "org.example.Shout\n")
              .entrySet()) {
        add(entries, service.getKey(), service.getValue().getBytes(StandardCharsets.UTF_8));
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
