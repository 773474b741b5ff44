/**
 * A mirror of sources: what is wanted is made or downloaded into one directory, which is published
 * with its lists. Start at {@link org.gitsnapshot.mirror.UpdateMirror}.
 *
 * <p>Two directories are kept apart. The destination is what the world sees: whole files under
 * their names, and lists. The state is what the operator alone sees: what was found good and need
 * not be read again, downloads that broke off, snapshots being built, and wrong files.
 */
@NullMarked
package org.gitsnapshot.mirror;

import org.jspecify.annotations.NullMarked;
