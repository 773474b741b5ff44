/**
 * Whether independent people made the same: manifests of mirrors, and records of single files.
 * Start at {@link org.gitsnapshot.agree.CompareManifests}.
 */
@NullMarked
package org.gitsnapshot.agree;

import org.jspecify.annotations.NullMarked;
