/** What several tests share: the real tools as oracles. */
@NullMarked
package org.gitsnapshot.testing;

import org.jspecify.annotations.NullMarked;
