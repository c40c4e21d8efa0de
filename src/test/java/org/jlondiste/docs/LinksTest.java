package org.jlondiste.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every link of the documentation to another of our files leads somewhere. */
class LinksTest {
  @Test
  void everyRelativeLinkLeadsToAFileAndAHeading() {
    List<String> broken = new ArrayList<>();
    for (Page page : Page.all()) {
      for (String link : page.links()) {
        if (!link.contains("://") && !leadsSomewhere(page, link)) {
          broken.add(page.file() + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyPageIsReachedFromTheIndex() {
    List<Path> linked = new ArrayList<>();
    Page index = Page.of("docs/README.md");
    for (String link : index.links()) {
      linked.add(index.file().resolveSibling(link).normalize());
    }
    assertThat(linked)
        .containsAll(
            Page.all().stream()
                .map(page -> page.file().normalize())
                .filter(file -> !file.endsWith("README.md"))
                .toList());
  }

  private static boolean leadsSomewhere(Page page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? page.file().normalize() : sibling(page.file(), path);
    if (!Files.exists(target)) {
      return false;
    }
    return hash < 0
        || Page.all().stream()
            .filter(other -> other.file().normalize().equals(target))
            .anyMatch(other -> other.anchors().contains(link.substring(hash + 1)));
  }

  private static Path sibling(Path file, String path) {
    return file.resolveSibling(path).normalize();
  }
}
