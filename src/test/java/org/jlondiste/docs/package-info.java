/** Holds the documentation to the truth: its commands are run, its tables are those of the code. */
@NullMarked
package org.jlondiste.docs;

import org.jspecify.annotations.NullMarked;
