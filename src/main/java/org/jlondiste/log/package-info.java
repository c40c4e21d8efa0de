/**
 * Takes what is logged through SLF4J to those who hear it: little code, because every command
 * begins with it, and most are over soon.
 */
@NullMarked
package org.jlondiste.log;

import org.jspecify.annotations.NullMarked;
