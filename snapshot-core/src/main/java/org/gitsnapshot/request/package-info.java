/**
 * What a caller asks for where there is no pin. Start at {@link
 * org.gitsnapshot.request.ArchiveRequest}.
 */
@NullMarked
package org.gitsnapshot.request;

import org.jspecify.annotations.NullMarked;
