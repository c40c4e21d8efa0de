/**
 * How fast jlondiste is beside its peers, measured on one machine in turns: what {@code
 * scripts/bench} runs. Every figure is a ratio; whatever is replicated on the way is compared.
 */
@NullMarked
package org.jlondiste.bench;

import org.jspecify.annotations.NullMarked;
