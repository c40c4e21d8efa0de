/**
 * A verb per class: takes values, changes what it is asked to, answers with a report. It logs what
 * it does, prints nothing and ends nothing.
 */
@NullMarked
package org.jlondiste.operation;

import org.jspecify.annotations.NullMarked;
