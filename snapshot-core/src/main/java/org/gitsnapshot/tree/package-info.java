/**
 * From a commit to the entries of its archive: the walk, attributes, and what they leave out.
 *
 * <p>Start at {@link org.gitsnapshot.tree.TreeArchive}. Attributes come from the archived tree and
 * git's built-in macros alone: {@link org.gitsnapshot.tree.AttributeFile} reads one {@code
 * .gitattributes}, {@link org.gitsnapshot.tree.AttributeStack} answers for a path, {@link
 * org.gitsnapshot.tree.PathPattern} and {@link org.gitsnapshot.tree.Wildmatch} match it.
 */
@NullMarked
package org.gitsnapshot.tree;

import org.jspecify.annotations.NullMarked;
