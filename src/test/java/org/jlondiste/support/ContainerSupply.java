package org.jlondiste.support;

import java.util.List;
import java.util.Map;

/**
 * Servers in containers, wherever a Docker engine answers. The image's name comes from the system
 * property {@code servers.image}, in which {@code %s} stands for the version.
 */
final class ContainerSupply implements Supply {
  private static final String DEFAULT_IMAGE = "postgres:%s";
  private static final List<String> VERSIONS =
      List.of("9.3", "9.6", "10", "11", "12", "13", "14", "15", "16", "17", "18");

  private final String image = System.getProperty("servers.image", DEFAULT_IMAGE);

  @Override
  public List<String> versions() {
    String chosen = System.getProperty("servers.versions", "");
    return chosen.isEmpty() ? VERSIONS : List.of(chosen.split(",", -1));
  }

  @Override
  public Engine create(String version, Map<String, String> settings) {
    return new ContainerEngine(image.replace("%s", version), Settings.with(settings));
  }

  @Override
  public String hint(String version) {
    return "name an image that has it with -Dservers.image and the versions with"
        + " -Dservers.versions";
  }
}
