package org.jlondiste.daemon;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jlondiste.error.StateError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signals by which an operator speaks to a background process. */
public enum Signal {
  /** Finish what is under way, then stop. */
  INT("SIGINT"),
  /**
   * The same as {@link #INT}, for processes that cannot hear that one: what a script starts with an
   * ampersand ignores SIGINT from its birth, and Java cannot change that.
   */
  USR1("SIGUSR1"),
  /** Stop at once. */
  TERM("SIGTERM"),
  /** Read the INI file again. */
  HUP("SIGHUP");

  private static final Logger LOG = LoggerFactory.getLogger(Signal.class);

  private final String fullName;

  Signal(String fullName) {
    this.fullName = fullName;
  }

  /** Sends this signal to a process. */
  void sendTo(long pid) {
    String name = name().toUpperCase(Locale.ROOT);
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid)
              .redirectErrorStream(true)
              .start();
      String complaint =
          new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      if (kill.waitFor() != 0) {
        throw new StateError("cannot send " + this + " to process " + pid, complaint);
      }
    } catch (IOException e) {
      throw new StateError(
          "cannot send " + this + " to process " + pid + ": " + e.getMessage(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Has an action run, in a thread of its own, whenever this process gets the signal. Java has no
   * public way to do so: the class that every JDK has for it is found by name. Where it is missing,
   * the signal keeps its usual effect.
   */
  public void handle(Runnable action) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Signal.class.getClassLoader(),
              new Class<?>[] {handlerClass},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      Object signal = signalClass.getConstructor(String.class).newInstance(name());
      signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      LOG.debug("{} cannot be handled", this, e);
    }
  }

  /** The name with SIG before it. */
  @Override
  public String toString() {
    return fullName;
  }
}
