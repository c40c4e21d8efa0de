package org.jlondiste.operation;

import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.support.Await;

/** The workers of some nodes, in the background until the test ends them. */
record Workers(List<LiveWorker> all) implements AutoCloseable {
  static Workers of(Place... places) {
    return new Workers(Stream.of(places).map(LiveWorker::of).toList());
  }

  /** The same, and what fails is tried again. */
  static Workers lasting(Place... places) {
    return new Workers(Stream.of(places).map(LiveWorker::lasting).toList());
  }

  /** Waits until a node has all rows of its tables. */
  void awaitSync(Place place) {
    Await.until(
        "all tables are in sync on " + place.node(),
        () -> {
          all.forEach(LiveWorker::throwFailure);
          return place
                  .database()
                  .count(
                      "select count(*) from londiste.table_info where local and merge_state is"
                          + " distinct from 'ok'")
              == 0;
        });
  }

  /** Ends them; fails if one ended by itself. */
  @Override
  public void close() {
    all.forEach(LiveWorker::stop);
    all.forEach(LiveWorker::throwFailure);
  }
}
