/**
 * A move of a busy web shop from one PostgreSQL to another, to watch: what {@code scripts/demo}
 * runs. It uses the tool as its users do and believes none of its words, but compares all rows.
 */
@NullMarked
package org.jlondiste.demo;

import org.jspecify.annotations.NullMarked;
