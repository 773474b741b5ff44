/**
 * Names that other tools give to the content of an archive, whatever the archive around it: git's
 * tree id, Software Heritage's identifiers, the NAR hash of Nix and Guix, Go's directory hash.
 * Start at {@link org.gitsnapshot.identity.Identities}.
 */
@NullMarked
package org.gitsnapshot.identity;

import org.jspecify.annotations.NullMarked;
