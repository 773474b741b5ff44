/**
 * gitattributes(5): which attributes the {@code .gitattributes} of a tree give to a path.
 *
 * <p>Start at {@link org.gitsnapshot.attributes.AttributeStack}, which answers for a path. {@link
 * org.gitsnapshot.attributes.AttributeFile} reads one file, {@link
 * org.gitsnapshot.attributes.PathPattern} and {@link org.gitsnapshot.attributes.Wildmatch} match a
 * path. What an attribute means is for others to know.
 */
@NullMarked
package org.gitsnapshot.attributes;

import org.jspecify.annotations.NullMarked;
