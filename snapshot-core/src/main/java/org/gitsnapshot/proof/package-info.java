/**
 * Whether a tar holds a commit's tree, proved by hashing what is in the tar and comparing ids, with
 * the commit's trees at hand or with less. Start at {@link org.gitsnapshot.proof.TreeProof}.
 */
@NullMarked
package org.gitsnapshot.proof;

import org.jspecify.annotations.NullMarked;
