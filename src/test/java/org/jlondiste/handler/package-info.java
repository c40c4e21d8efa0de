/** Tests of the room handler. */
@NullMarked
package org.jlondiste.handler;

import org.jspecify.annotations.NullMarked;
