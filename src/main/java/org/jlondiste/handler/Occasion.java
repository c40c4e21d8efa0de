package org.jlondiste.handler;

import org.jlondiste.model.TickId;

/**
 * When changes are applied.
 *
 * @param tick the batch's last
 * @param time when that tick was made, as the provider's server writes it, in UTC
 */
public record Occasion(TickId tick, String time) {}
