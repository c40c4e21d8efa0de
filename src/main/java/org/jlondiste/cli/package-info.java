/**
 * Words in, words out: options become values, one operation is called, its report is printed. The
 * only room that knows the command line, and the only one that ends the process.
 */
@NullMarked
package org.jlondiste.cli;

import org.jspecify.annotations.NullMarked;
