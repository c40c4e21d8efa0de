package org.jlondiste.handler;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.error.UsageError;
import org.jlondiste.error.UserError;
import org.jlondiste.handler.HandlerKind.Parameter;
import org.jlondiste.model.TableName;

/** All kinds of handlers that there are: those built in, and those that modules bring. */
public final class HandlerCatalog {
  private static final String ORIGINALS = "londiste.handlers";

  private final Map<String, HandlerKind> kinds = new LinkedHashMap<>();
  private final Surroundings.Settings settings;

  /**
   * Loads the modules.
   *
   * @throws ConfigurationError if a module cannot be loaded
   */
  public HandlerCatalog(Surroundings.Settings settings) {
    this.settings = settings;
    BuiltIn.ALL.forEach(kind -> kinds.put(kind.name(), kind));
    for (String module : settings.modules()) {
      // the modules of the original are built in
      if (!module.equals(ORIGINALS) && !module.startsWith(ORIGINALS + ".")) {
        load(module);
      }
    }
  }

  /** In the order in which they are to be shown. */
  public List<HandlerKind> kinds() {
    return List.copyOf(kinds.values());
  }

  /**
   * A kind by its name.
   *
   * @throws UsageError if there is none of that name
   */
  public HandlerKind kind(String name) {
    HandlerKind kind = kinds.get(name);
    if (kind == null) {
      throw new UsageError(
          "there is no handler " + name,
          "'show-handlers' lists them; others come with jars that handler_modules names");
    }
    return kind;
  }

  /**
   * Reads name and arguments as they are typed.
   *
   * @param arguments written {@code name=value}
   * @throws UsageError if there is no such handler, or it has no such argument
   */
  public HandlerSpec read(String name, List<String> arguments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument : argument.substring(0, equals);
      if (values.put(key, equals < 0 ? "1" : argument.substring(equals + 1)) != null) {
        throw new UsageError("multiple handler arguments: " + key, "");
      }
    }
    HandlerSpec spec = new HandlerSpec(name, values);
    check(spec);
    return spec;
  }

  /**
   * Makes a table's handler.
   *
   * @throws UserError if there is no such handler, or its arguments are wrong
   */
  public TableHandler create(TableName table, HandlerSpec spec, Surroundings.Query query) {
    check(spec);
    return kind(spec.name()).create(table, spec.arguments(), new Surroundings(settings, query));
  }

  private void check(HandlerSpec spec) {
    HandlerKind kind = kind(spec.name());
    List<String> known = kind.parameters().stream().map(Parameter::name).toList();
    for (String key : spec.arguments().keySet()) {
      if (!known.contains(key) && !known.contains("*")) {
        throw new UsageError(
            "handler " + kind.name() + " has no argument " + key,
            known.isEmpty() ? "it has none" : "its arguments: " + String.join(", ", known));
      }
    }
    String missing =
        kind.parameters().stream()
            .filter(Parameter::required)
            .map(Parameter::name)
            .filter(name -> spec.arguments().getOrDefault(name, "").isEmpty())
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new UsageError(
          "handler " + kind.name() + " needs argument " + missing,
          "give it with --handler-arg=" + missing + "=…");
    }
  }

  private void load(String module) {
    try {
      if (module.endsWith(".jar")) {
        loadJar(module);
      } else {
        Object made = Class.forName(module).getDeclaredConstructor().newInstance();
        if (!(made instanceof HandlerKind kind)) {
          throw new ConfigurationError(
              "handler_modules names " + module + ", which is no " + HandlerKind.class.getName(),
              "");
        }
        add(kind, module);
      }
    } catch (ReflectiveOperationException
        | IOException
        | ServiceConfigurationError
        | LinkageError e) {
      throw new ConfigurationError(
          "handler_modules names " + module + ", which cannot be loaded: " + e,
          "name a jar by its path, or a class that is on the class path");
    }
  }

  private void loadJar(String module) throws IOException {
    Path jar = Path.of(module);
    if (!Files.isReadable(jar)) {
      throw new ConfigurationError(
          "handler_modules names " + module + ", which cannot be read",
          "paths count from the directory in which the program is started");
    }
    URL[] urls = {jar.toUri().toURL()};
    List<HandlerKind> found = new ArrayList<>();
    // open as long as the process lives: its classes are loaded when they are needed
    @SuppressWarnings("resource")
    ClassLoader loader = new URLClassLoader(urls, HandlerKind.class.getClassLoader());
    ServiceLoader.load(HandlerKind.class, loader).forEach(found::add);
    if (found.isEmpty()) {
      throw new ConfigurationError(
          "handler_modules names " + module + ", which brings no handler",
          "it must name its kinds in META-INF/services/" + HandlerKind.class.getName());
    }
    found.forEach(kind -> add(kind, module));
  }

  private void add(HandlerKind kind, String module) {
    HandlerKind former = kinds.putIfAbsent(kind.name(), kind);
    if (former != null && !former.getClass().getName().equals(kind.getClass().getName())) {
      throw new ConfigurationError(
          "handler_modules: "
              + module
              + " brings handler "
              + kind.name()
              + ", which there is already",
          "");
    }
  }
}
