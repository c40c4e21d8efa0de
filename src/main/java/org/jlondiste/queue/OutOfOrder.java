package org.jlondiste.queue;

/** Events were stored in so different an order that they have to be read anew, sorted by id. */
public final class OutOfOrder extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfOrder(long eventId) {
    super("event " + eventId + " came too late");
  }
}
