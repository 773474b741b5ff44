package org.gitsnapshot.bootstrap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.io.ByteOrderMark;

/**
 * All files that a set of {@code sources} files wants, each name once.
 *
 * <pre>{@code
 * SourceSet set = new SourceSet();
 * for (Path file : SourcePaths.expand(pattern, Path.of(""))) {
 *   set.read(file);
 * }
 * }</pre>
 *
 * <p>Lines that want the same bytes under one name become one: the URLs of downloads are tried in
 * their order, and where a line makes the file from a repository, the first such line does. Lines
 * that want other bytes under one name are refused. Used by one thread.
 */
public final class SourceSet {
  /** The largest of live-bootstrap has 40 KiB. */
  private static final int MAX_BYTES = 16 << 20;

  private final Map<String, Source> byName = new LinkedHashMap<>();

  /**
   * Adds the lines of a file.
   *
   * @throws InvalidInputException if one is malformed, or wants other bytes under a name that an
   *     earlier one has
   * @throws UnavailableException if the file cannot be read
   */
  public void read(Path file) throws IOException {
    byte[] bytes;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new LimitExceededException(
            file + " has more than " + (MAX_BYTES >> 20) + " MiB",
            "a file of sources has a few lines");
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException absent) {
      throw new UnavailableException("there is no file " + file, null, absent);
    } catch (LimitExceededException tooLong) {
      throw tooLong;
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "cannot read " + file + ": " + Explanation.reason(unreadable), null, unreadable);
    }
    try {
      // A decoder of its own is strict; the constructor of String is not.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      parse(file.toString(), ByteOrderMark.passedOver(text));
    } catch (CharacterCodingException notText) {
      throw new InvalidInputException(file + " is not UTF-8", "save the file as UTF-8");
    }
  }

  /**
   * Adds the lines of a text; the last may lack its line end.
   *
   * @param source what errors call it
   * @throws InvalidInputException if a line is malformed, or wants other bytes under a name that an
   *     earlier one has
   */
  public void parse(String source, String text) throws InvalidInputException {
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      var parsed = SourceLine.parse(source, number, line);
      if (parsed.isPresent()) {
        add(parsed.get());
      }
    }
  }

  private void add(Source source) throws InvalidInputException {
    Source first = byName.get(source.name());
    if (first != null && !first.sha256().equals(source.sha256())) {
      throw new InvalidInputException(
          source.position(),
          "another file is called "
              + source.name()
              + ", see "
              + first.position()
              + ": its sha256 is "
              + first.sha256().hex()
              + ", and here it is "
              + source.sha256().hex(),
          "all sources share one directory, give one of them another name as its last word");
    }
    byName.put(source.name(), first == null ? source : merge(first, source));
  }

  private static Source merge(Source first, Source second) {
    if (first.origin() instanceof Source.Git) {
      return first;
    }
    if (second.origin() instanceof Source.Git) {
      return second;
    }
    Set<String> urls = new LinkedHashSet<>(((Source.Download) first.origin()).urls());
    urls.addAll(((Source.Download) second.origin()).urls());
    return new Source(
        first.name(), first.sha256(), new Source.Download(new ArrayList<>(urls)), first.position());
  }

  /** Returns the files in the order in which their names first came. */
  public List<Source> sources() {
    return List.copyOf(byName.values());
  }
}
