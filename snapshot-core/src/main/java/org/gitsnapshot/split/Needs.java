package org.gitsnapshot.split;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.bootstrap.Source;
import org.gitsnapshot.bootstrap.SourcePaths;
import org.gitsnapshot.bootstrap.SourceSet;
import org.gitsnapshot.bootstrap.StepsManifest;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.io.ByteOrderMark;
import org.gitsnapshot.request.SplitRequest;

/**
 * The order in which files are needed.
 *
 * @param places the place of each name, from 0, in that order
 * @param digests what a file must be, where the order says so
 */
record Needs(Map<String, Integer> places, Map<String, Digest> digests) {
  /** A digest before a name, as in a checksum list. */
  private static final String DIGEST = "[0-9a-fA-F]{64,128} [ *]";

  /**
   * Reads an order.
   *
   * @throws org.gitsnapshot.error.SnapshotException if it cannot be read or is malformed
   */
  static Needs of(Optional<SplitRequest.Order> order) throws IOException {
    Map<String, Integer> places = new LinkedHashMap<>();
    Map<String, Digest> digests = new LinkedHashMap<>();
    if (order.isPresent() && order.get() instanceof SplitRequest.Listed listed) {
      for (String name : names(listed.file())) {
        places.putIfAbsent(name, places.size());
      }
    } else if (order.isPresent() && order.get() instanceof SplitRequest.Steps steps) {
      List<Path> files = SourcePaths.expand(steps.sources(), Path.of(""));
      SourceSet sources = new SourceSet();
      for (Path file : StepsManifest.choose(files, steps.part())) {
        sources.read(file);
      }
      for (Source source : sources.sources()) {
        places.put(source.name(), places.size());
        digests.put(source.name(), source.sha256());
      }
    }
    return new Needs(places, digests);
  }

  private static List<String> names(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      String text = ByteOrderMark.passedOver(Files.readString(file, StandardCharsets.UTF_8));
      for (String line : text.split("\n", -1)) {
        String name = line.replaceFirst("^" + DIGEST, "").strip();
        if (!name.isEmpty() && !name.startsWith("#")) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException absent) {
      throw new UnavailableException("there is no file " + file, null, absent);
    } catch (IOException unreadable) {
      throw new UnavailableException(
          "cannot read " + file + ": " + Explanation.reason(unreadable),
          "it is text in UTF-8",
          unreadable);
    }
    return names;
  }

  int of(String name) {
    return places.getOrDefault(name, Item.ANY);
  }
}
