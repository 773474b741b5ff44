/**
 * BitTorrent: the one {@code .torrent} of a mirror's files, and files against a {@code .torrent}.
 * Start at {@link org.gitsnapshot.torrent.MakeTorrent} and {@link
 * org.gitsnapshot.torrent.CheckTorrent}.
 */
@NullMarked
package org.gitsnapshot.torrent;

import org.jspecify.annotations.NullMarked;
