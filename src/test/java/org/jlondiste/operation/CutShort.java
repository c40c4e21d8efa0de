package org.jlondiste.operation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jlondiste.postgres.Databases;
import org.jlondiste.postgres.Session;

/**
 * Runs a command that loses all its connections, as if it had been killed, whenever it is about to
 * open another one and the nodes are as they have not been before; and gives it again until it
 * comes to its end.
 */
final class CutShort {
  private static final String DOOMED = "doomed";

  /** What a command leaves behind on a node. */
  private static final String TRACES =
      "select (select n.node_type from pgq_node.node_info n), array(select l.consumer_name ||"
          + " ' reads ' || l.provider_node || case when l.paused then ' paused' else '' end from"
          + " pgq_node.local_state l order by 1), array(select s.subscriber_node from"
          + " pgq_node.subscriber_info s order by 1), array(select m.node_name from"
          + " pgq_node.node_location m where m.dead order by 1)";

  private final List<Place> places;
  private final Set<String> situations = new HashSet<>();
  private int cuts;

  /**
   * @param places all that the command may change
   */
  CutShort(List<Place> places) {
    this.places = List.copyOf(places);
  }

  /**
   * Runs it, again and again.
   *
   * @param command opens all its connections by what it is given
   * @return what it answers when it comes to its end
   */
  <T> T run(Function<Databases, T> command) {
    while (true) {
      Attempt attempt = new Attempt();
      try {
        T answer = command.apply(attempt);
        if (!attempt.cut) {
          return answer;
        }
      } catch (RuntimeException e) {
        if (!attempt.cut) {
          throw e;
        }
      }
    }
  }

  /** How often it was cut short. */
  int cuts() {
    return cuts;
  }

  private final class Attempt implements Databases {
    private boolean cut;

    @Override
    public Session open(String connectString, String purpose) {
      if (!cut && situations.add(situation())) {
        cut = true;
        cuts++;
        places.forEach(
            place ->
                place
                    .database()
                    .query(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                            + " current_database() and application_name = '"
                            + DOOMED
                            + "'"));
      }
      if (cut) {
        throw new IllegalStateException("cut short");
      }
      return Place.DATABASES.open(connectString, DOOMED);
    }

    private String situation() {
      return places.stream().map(place -> place.database().query(TRACES)).toList().toString();
    }
  }
}
