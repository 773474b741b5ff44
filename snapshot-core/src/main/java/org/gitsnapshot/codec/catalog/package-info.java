/**
 * The list of engines there are; adding one is a package and a line here. Start at {@link
 * org.gitsnapshot.codec.catalog.Engines}.
 */
@NullMarked
package org.gitsnapshot.codec.catalog;

import org.jspecify.annotations.NullMarked;
