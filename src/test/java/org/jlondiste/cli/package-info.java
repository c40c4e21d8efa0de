/** Tests of the command line. */
@NullMarked
package org.jlondiste.cli;

import org.jspecify.annotations.NullMarked;
