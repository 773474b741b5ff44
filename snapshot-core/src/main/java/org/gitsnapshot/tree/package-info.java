/**
 * From a commit to the entries of its archive: the walk, and what {@code export-ignore} leaves out.
 *
 * <p>Start at {@link org.gitsnapshot.tree.TreeArchive}. Attributes come from the archived tree and
 * git's built-in macros alone.
 */
@NullMarked
package org.gitsnapshot.tree;

import org.jspecify.annotations.NullMarked;
