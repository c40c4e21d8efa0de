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
    // the modules of the original are built in
    List<String> modules =
        settings.modules().stream()
            .filter(module -> !module.equals(ORIGINALS) && !module.startsWith(ORIGINALS + "."))
            .toList();
    List<String> classes = modules.stream().filter(module -> !isJar(module)).toList();
    List<ClassLoader> loaders = new ArrayList<>();
    modules.stream()
        .filter(HandlerCatalog::isJar)
        .forEach(jar -> loaders.add(loadJar(jar, classes.isEmpty())));
    loaders.add(HandlerKind.class.getClassLoader());
    classes.forEach(name -> loadClass(name, loaders));
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

  private static boolean isJar(String module) {
    return module.endsWith(".jar");
  }

  private void loadClass(String name, List<ClassLoader> loaders) {
    try {
      Object made = named(name, loaders).getDeclaredConstructor().newInstance();
      if (!(made instanceof HandlerKind kind)) {
        throw new ConfigurationError(
            "handler_modules names " + name + ", which is no " + HandlerKind.class.getName(), "");
      }
      add(kind, name);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unloadable(name, e);
    }
  }

  private static Class<?> named(String name, List<ClassLoader> loaders)
      throws ClassNotFoundException {
    ClassNotFoundException last = new ClassNotFoundException(name);
    for (ClassLoader loader : loaders) {
      try {
        return Class.forName(name, true, loader);
      } catch (ClassNotFoundException e) {
        last = e;
      }
    }
    throw last;
  }

  /**
   * Adds the handlers that a jar names.
   *
   * @param needed it has to name one
   * @return what knows its classes
   */
  private ClassLoader loadJar(String module, boolean needed) {
    Path jar = Path.of(module);
    if (!Files.isReadable(jar)) {
      throw new ConfigurationError(
          "handler_modules names " + module + ", which cannot be read",
          "paths count from the directory in which the program is started");
    }
    List<HandlerKind> found = new ArrayList<>();
    ClassLoader loader;
    try {
      // open as long as the process lives: its classes are loaded when they are needed
      loader =
          new URLClassLoader(new URL[] {jar.toUri().toURL()}, HandlerKind.class.getClassLoader());
      ServiceLoader.load(HandlerKind.class, loader).forEach(found::add);
    } catch (IOException | ServiceConfigurationError | LinkageError e) {
      throw unloadable(module, e);
    }
    if (found.isEmpty() && needed) {
      throw new ConfigurationError(
          "handler_modules names " + module + ", which brings no handler",
          "it must name its kinds in META-INF/services/"
              + HandlerKind.class.getName()
              + ", or handler_modules a class of it");
    }
    found.forEach(kind -> add(kind, module));
    return loader;
  }

  private static ConfigurationError unloadable(String module, Throwable cause) {
    return new ConfigurationError(
        "handler_modules names " + module + ", which cannot be loaded: " + cause,
        "name a jar by its path, or a class of such a jar");
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
