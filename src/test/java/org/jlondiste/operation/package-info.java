/** Tests of the room operation: each verb on real databases, once and twice, and with bad input. */
@NullMarked
package org.jlondiste.operation;

import org.jspecify.annotations.NullMarked;
