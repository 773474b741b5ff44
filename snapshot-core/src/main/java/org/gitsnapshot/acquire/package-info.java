/**
 * Gets a pinned commit from local repositories, bundles and remote servers, through a cache. Start
 * at {@link org.gitsnapshot.acquire.Acquirer}.
 *
 * <p>In the cache a commit or a history counts once a record says that all it needs is there; the
 * record is written after all that, names and bytes, is on the disk. Records are read without a
 * lock. Whoever writes holds the repository's lock, and first removes what a killed process left
 * and empties a repository with a pack that is not whole.
 */
@NullMarked
package org.gitsnapshot.acquire;

import org.jspecify.annotations.NullMarked;
