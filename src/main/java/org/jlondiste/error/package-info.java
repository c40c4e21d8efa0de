/** What went wrong, in the operator's words: problem, hint, exit code. */
@NullMarked
package org.jlondiste.error;

import org.jspecify.annotations.NullMarked;
