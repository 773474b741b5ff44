/**
 * Signatures of files with SSH keys, as {@code ssh-keygen -Y verify} checks them. Start at {@link
 * org.gitsnapshot.sign.SshSigner}.
 *
 * <p>The format is SSHSIG, which OpenSSH's {@code PROTOCOL.sshsig} describes. Keys are read and
 * used by Apache MINA sshd, the ssh library that repositories are fetched with.
 */
@NullMarked
package org.gitsnapshot.sign;

import org.jspecify.annotations.NullMarked;
