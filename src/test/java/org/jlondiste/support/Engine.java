package org.jlondiste.support;

/** One PostgreSQL server as a thing that runs or does not, wherever its binaries come from. */
interface Engine {
  /** Starts the server and returns once it accepts connections. */
  void start();

  /** Ends all sessions, writes everything down and stops. */
  void stop();

  /** Kills all its processes at once, as a power failure would. */
  void killHard();

  /** Stops for good and leaves nothing behind. */
  void remove();

  /** Always the same, also after another start. */
  int port();

  /** The directory of its Unix socket, or an empty text if it has none that we can reach. */
  String socketDirectory();

  /** The end of what the server wrote to its log. */
  String log();
}
