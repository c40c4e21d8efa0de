/**
 * Stories that nobody thought of: tables and statements made up by chance, replicated, compared.
 */
@NullMarked
package org.jlondiste.chance;

import org.jspecify.annotations.NullMarked;
