package org.gitsnapshot.mirror;

import java.util.function.Function;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.http.HttpFetcher;
import org.gitsnapshot.pin.Pin;

/**
 * What a mirror is made with.
 *
 * @param http asks servers for files
 * @param offline whether nothing may be downloaded
 * @param acquirers what gets the repository of a pin; relative paths start where the pin's file is
 * @param lines what gets the repositories of lines of sources; relative paths start where the
 *     program was started, as for the script that reads the same lines
 * @param pipeline what builds
 */
public record MirrorTools(
    HttpFetcher http,
    boolean offline,
    Function<Pin, Acquirer> acquirers,
    Acquirer lines,
    Pipeline pipeline) {}
