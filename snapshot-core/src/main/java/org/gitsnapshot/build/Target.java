package org.gitsnapshot.build;

import java.io.OutputStream;
import java.util.Optional;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;

/**
 * One form of a snapshot and where its bytes go.
 *
 * @param format the form
 * @param compressor what makes it, or nothing for {@link Format#TAR}
 * @param out takes the bytes; written by another thread, and not closed
 */
public record Target(Format format, Optional<Compressor> compressor, OutputStream out) {}
