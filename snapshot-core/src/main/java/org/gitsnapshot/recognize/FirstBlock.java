package org.gitsnapshot.recognize;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gitsnapshot.codec.xz.Xz;
import org.gitsnapshot.codec.xz.XzEngine;
import org.gitsnapshot.codec.xz.XzMt;
import org.gitsnapshot.recipe.XzOptions;

/**
 * Which settings of xz with several threads a file's first block allows.
 *
 * <p>Such blocks begin with their sizes, so an encoder gives nothing that could be compared before
 * a whole block is coded, which takes seconds. What is between the sizes and the check is the same
 * as xz with one thread makes of the same content, and comes in small chunks: for that a wrong
 * setting is given up as soon as for xz with one thread. "The .xz File Format", section 3.
 */
final class FirstBlock {
  private static final int BUFFER = 1 << 16;

  /** The header of the stream. */
  private static final int STREAM_HEADER = 12;

  /** What xz writes with one thread before the data of a block: that, and the block's header. */
  private static final int HEADERS = STREAM_HEADER + 12;

  /** The check behind a block's data, SHA-256 at the longest. */
  private static final int LONGEST_CHECK = 32;

  /** How much of the block's data is compared at the most: some chunks, which are 64 KiB each. */
  private static final long MOST = 1 << 20;

  private FirstBlock() {}

  /**
   * Returns those of the candidates that can have made the first block.
   *
   * @param candidates what is left out for another reason is left in
   */
  static List<Candidate> sieve(
      List<Candidate> candidates, Path file, FileHead head, EngineSearch.Content content)
      throws IOException {
    // Of a stored block the chunks are cut in another way.
    if (head.xz().isEmpty() || !head.xz().get().sizes() || head.xz().get().stored()) {
      return candidates;
    }
    int header = sizeOfHeader(file);
    XzIndex index = head.xz().get().index();
    long data = index.firstUnpadded() - header - LONGEST_CHECK;
    if (data <= 0) {
      return candidates;
    }
    List<Candidate> left = new ArrayList<>();
    List<Attempt> running = new ArrayList<>();
    try (InputStream in = content.open()) {
      for (Candidate candidate : candidates) {
        if (candidate.engine() instanceof XzMt engine) {
          running.add(
              Attempt.within(
                  candidate,
                  withOneThread(engine, candidate),
                  file,
                  STREAM_HEADER + header,
                  HEADERS,
                  Math.min(data, MOST)));
        } else {
          left.add(candidate);
        }
      }
      byte[] buffer = new byte[BUFFER];
      long until = index.firstSize();
      int count = read(in, buffer, until);
      while (count > 0 && !running.isEmpty()) {
        int length = count;
        EngineSearch.keep(running, attempt -> attempt.take(buffer, length));
        until -= count;
        count = read(in, buffer, until);
      }
      EngineSearch.keep(running, Attempt::finish);
      running.forEach(attempt -> left.add(attempt.candidate()));
      return candidates.stream().filter(left::contains).toList();
    } finally {
      for (Attempt attempt : running) {
        attempt.close();
      }
    }
  }

  private static int read(InputStream in, byte[] buffer, long most) throws IOException {
    return in.readNBytes(buffer, 0, (int) Math.min(buffer.length, most));
  }

  /** Returns how many bytes the header of the first block has, which its first byte says. */
  private static int sizeOfHeader(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(STREAM_HEADER);
      return 4 * (in.read() + 1);
    }
  }

  private static XzEngine withOneThread(XzMt engine, Candidate candidate) {
    XzOptions options = candidate.options().orElseGet(() -> engine.preset(candidate.level()));
    return new Xz(false).with(options.inOneBlock());
  }
}
