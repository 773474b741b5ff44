/**
 * Gets a pinned commit from local repositories, bundles and remote servers, through a cache. Start
 * at {@link org.gitsnapshot.acquire.Acquirer}.
 */
@NullMarked
package org.gitsnapshot.acquire;

import org.jspecify.annotations.NullMarked;
