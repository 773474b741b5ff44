/**
 * What git reads from a repository's refs and history: abbreviated ids, decorations, the nearest
 * tag. Start at {@link org.gitsnapshot.state.RepositoryState}.
 */
@NullMarked
package org.gitsnapshot.state;

import org.jspecify.annotations.NullMarked;
