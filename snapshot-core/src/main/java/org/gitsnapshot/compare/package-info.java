/**
 * What two archives, directories or commits have in common and what differs. Start at {@link
 * org.gitsnapshot.compare.Compare}.
 *
 * <p>{@link org.gitsnapshot.compare.LoadedSide} is a side that has been read once: an inventory
 * with a digest for each content. Sides are paired by path, groups of equal differences are
 * counted, and only the contents that differ are read again.
 */
@NullMarked
package org.gitsnapshot.compare;

import org.jspecify.annotations.NullMarked;
