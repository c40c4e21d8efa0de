package org.jlondiste.handler;

import org.jlondiste.model.TickId;

/**
 * When changes are applied.
 *
 * @param tick the batch's last
 * @param time when that tick was made, as the provider's server writes it, in UTC
 * @param inCharacters the texts of rows are what the application wrote; false: each of their
 *     characters stands for a byte, in the encoding of the provider's database
 */
public record Occasion(TickId tick, String time, boolean inCharacters) {}
