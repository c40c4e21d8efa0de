package org.jlondiste.handler;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What handlers may want to know beside their arguments.
 *
 * @param settings of the INI file
 * @param query asks the node's own database
 */
public record Surroundings(Settings settings, Query query) {

  /**
   * What the INI file says.
   *
   * @param shardHashFunction name of the SQL function that hashes a shard's key
   * @param shardInfoQuery tells shard_nr, shard_mask and shard_count
   * @param obfuscatorMap what becomes of each column
   * @param obfuscatorKey key of the hashes
   * @param modules jars, or names of classes, that bring kinds of handlers
   */
  public record Settings(
      String shardHashFunction,
      String shardInfoQuery,
      Optional<Path> obfuscatorMap,
      String obfuscatorKey,
      List<String> modules) {
    /** As if the INI file said nothing. */
    public static final Settings DEFAULT =
        new Settings(
            "partconf.get_hash_raw",
            "select shard_nr, shard_mask, shard_count from partconf.conf",
            Optional.empty(),
            "",
            List.of());

    public Settings {
      modules = List.copyOf(modules);
    }
  }

  /** Asks the node's own database. */
  public interface Query {
    /**
     * The answer's rows.
     *
     * @param columns whose whole numbers are wanted
     */
    List<List<Long>> numbers(String sql, List<String> columns);
  }
}
