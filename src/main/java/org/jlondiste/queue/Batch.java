package org.jlondiste.queue;

import org.jlondiste.model.TickId;

/**
 * The events between two ticks.
 *
 * @param id number of the batch, good until it is finished
 * @param previousTick the tick before the first event
 * @param tick the tick behind the last event
 * @param tickTime when that tick was made, in the server's text form
 * @param eventCount how many events lie between the ticks, as far as the queue knows
 * @param eventSequence the queue's count of events at that tick
 * @param age seconds since the tick was made
 */
public record Batch(
    long id,
    TickId previousTick,
    TickId tick,
    String tickTime,
    long eventCount,
    long eventSequence,
    double age) {}
