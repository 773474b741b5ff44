/**
 * A mirror of sources: what is wanted is made or downloaded into one directory, which is published
 * with its lists. Start at {@link org.gitsnapshot.mirror.UpdateMirror}.
 *
 * <p>Two directories are kept apart. The destination is what the world sees: whole files under
 * their names, and lists. The state is what the operator alone sees: what was found good and need
 * not be read again, downloads that broke off, snapshots being built, and wrong files.
 *
 * <p>The order of things, each on the disk before the next: a file in the state; its line in the
 * journal; its name in the destination, a snapshot's after its manifest's; the lists, of which a
 * signature goes before its list changes; at last, what is pruned goes. A run that is killed in
 * between has published nothing wrong, and the next one finds out by size, time and digest what
 * there is.
 */
@NullMarked
package org.gitsnapshot.mirror;

import org.jspecify.annotations.NullMarked;
