/**
 * Installs and upgrades the objects that we put into a database; the database itself picks how each
 * table is captured. Guarantee: either everything is installed or nothing.
 */
@NullMarked
package org.jlondiste.schema;

import org.jspecify.annotations.NullMarked;
