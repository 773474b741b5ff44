package org.gitsnapshot.report;

import java.util.Optional;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.recipe.Compressor;

/**
 * The form in which upstream published a file that somebody compressed again, as the record beside
 * it says.
 *
 * @param name the name of upstream's file
 * @param digests its size and digests
 * @param compressor the engine that makes it of the raw bytes, where the record knows
 * @param url where upstream has it, where the record knows
 * @param bytes whether that engine made upstream's bytes again; unknown where it was not tried
 */
public record UpstreamForm(
    String name,
    FileDigests digests,
    Optional<Compressor> compressor,
    Optional<String> url,
    Answer bytes) {}
