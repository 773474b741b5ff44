/**
 * From a pin to three answers: content, raw tar, compressed. Start at {@link
 * org.gitsnapshot.verify.VerifyPin}.
 */
@NullMarked
package org.gitsnapshot.verify;

import org.jspecify.annotations.NullMarked;
