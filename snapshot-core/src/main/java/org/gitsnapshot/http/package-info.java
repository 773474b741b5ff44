/**
 * Bytes from HTTP servers, with every wait, redirect and retry bounded. Start at {@link
 * org.gitsnapshot.http.HttpFetcher}.
 *
 * <p>What comes back is not trusted: who asks checks digests. A failure is an {@link
 * org.gitsnapshot.http.HttpFailure}, which says whether asking again can help; messages show no
 * credentials and no query.
 */
@NullMarked
package org.gitsnapshot.http;

import org.jspecify.annotations.NullMarked;
