package org.gitsnapshot.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gitsnapshot.bootstrap.Source;
import org.gitsnapshot.bootstrap.SourcePaths;
import org.gitsnapshot.bootstrap.SourceSet;
import org.gitsnapshot.bootstrap.StepsManifest;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.request.MirrorSources;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a mirror shall have, from lines of sources and from pins, each file once.
 *
 * @param items what this run is to get: all, or those of its shard
 * @param names the names of all files, of other shards too, and of manifests
 */
record WorkList(List<Wanted> items, Set<String> names) {
  /** Copies the collections. */
  WorkList {
    items = List.copyOf(items);
    names = Set.copyOf(names);
  }

  /**
   * Reads the sources and joins them with pins. A pin that promises the digest of a line's file
   * makes that file; it knows the whole commit.
   *
   * @throws InvalidInputException if two want different files under one name, or nothing is wanted
   */
  static WorkList of(MirrorSources sources, Collection<Pin> pins, Path base) throws IOException {
    SourceSet set = new SourceSet();
    for (Path file : files(sources, base)) {
      set.read(file);
    }
    Map<String, Wanted> owners = new LinkedHashMap<>();
    Map<String, Wanted> manifests = new HashMap<>();
    for (Pin pin : pins) {
      add(new Wanted.Pinned(pin), owners, manifests);
    }
    for (Source source : set.sources()) {
      Wanted wanted =
          source.origin() instanceof Source.Git git
              ? new Wanted.Referenced(source, git)
              : new Wanted.Downloaded(source, (Source.Download) source.origin());
      if (!promised(owners.get(source.name()), source)) {
        add(wanted, owners, manifests);
      }
    }
    if (owners.isEmpty()) {
      throw new InvalidInputException(
          "nothing is wanted", "name files of sources with --sources, or of pins with --pins");
    }
    Set<String> names = new HashSet<>(owners.keySet());
    names.addAll(manifests.keySet());
    List<Wanted> items = new ArrayList<>();
    for (Wanted wanted : new HashSet<>(owners.values())) {
      if (sources.shard().map(shard -> shard.has(wanted.name())).orElse(true)) {
        items.add(wanted);
      }
    }
    items.sort((a, b) -> a.name().compareTo(b.name()));
    return new WorkList(items, names);
  }

  private static List<Path> files(MirrorSources sources, Path base) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String pattern : sources.patterns()) {
      files.addAll(SourcePaths.expand(pattern, base));
    }
    return sources.set().isPresent() ? StepsManifest.choose(files, sources.set().get()) : files;
  }

  private static boolean promised(@Nullable Wanted pinned, Source source) {
    Optional<Digest> promise =
        pinned == null ? Optional.empty() : pinned.files().get(source.name());
    return promise != null && promise.isPresent() && promise.get().equals(source.sha256());
  }

  private static void add(Wanted wanted, Map<String, Wanted> owners, Map<String, Wanted> manifests)
      throws InvalidInputException {
    for (String name : wanted.files().keySet()) {
      Wanted before = owners.putIfAbsent(name, wanted);
      if (before != null) {
        throw conflict(wanted, before, name);
      }
    }
    if (wanted.manifestName().isPresent()) {
      String name = wanted.manifestName().get();
      Wanted before = manifests.putIfAbsent(name, wanted);
      if (before != null) {
        throw conflict(wanted, before, name);
      }
    }
  }

  private static InvalidInputException conflict(Wanted wanted, Wanted before, String name) {
    return new InvalidInputException(
        wanted.position(),
        "another file is called " + name + ", see " + before.position(),
        "a mirror is one directory, give one of them another name");
  }
}
