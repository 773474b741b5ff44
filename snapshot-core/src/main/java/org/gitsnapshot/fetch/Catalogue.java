package org.gitsnapshot.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.gitsnapshot.error.Explanation;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.NearestName;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.error.UnavailableException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.Blocks;
import org.gitsnapshot.manifest.ChecksumList;
import org.gitsnapshot.manifest.MirrorFile;
import org.gitsnapshot.manifest.MirrorManifest;
import org.gitsnapshot.manifest.MirrorManifestJson;
import org.gitsnapshot.manifest.Origin;
import org.gitsnapshot.report.MirrorFault;
import org.gitsnapshot.request.FetchRequest;
import org.gitsnapshot.request.FetchRequest.Trust;

/** Settles which digest each file must have, and who says so. */
final class Catalogue {
  private final MirrorManifests mirrors;
  private final int asked;
  private final Map<String, Digest> digests = new LinkedHashMap<>();

  /** Why a file has no digest, for those on which the mirrors do not agree. */
  private final Map<String, SnapshotException> unsettled = new LinkedHashMap<>();

  private final List<MirrorFault> faults = new ArrayList<>();
  private Optional<MirrorManifest> atHand = Optional.empty();
  private String trust = "";

  private Catalogue(MirrorManifests mirrors, int asked) {
    this.mirrors = mirrors;
    this.asked = asked;
  }

  /**
   * Settles them.
   *
   * @param asked how many mirrors were asked for a manifest
   */
  static Catalogue of(FetchRequest request, MirrorManifests mirrors, int asked) throws IOException {
    Catalogue catalogue = new Catalogue(mirrors, asked);
    catalogue.settle(request);
    return catalogue;
  }

  private void settle(FetchRequest request) throws IOException {
    if (request.trust() instanceof Trust.ByDigest given) {
      digests.put(request.names().get(0), given.sha256());
      trust = "the digest given";
    } else if (request.trust() instanceof Trust.ByChecksums list) {
      ChecksumList.parse(list.file().toString(), DigestAlgorithm.SHA256, read(list.file()))
          .entries()
          .forEach((name, digest) -> digests.put(plain(name), digest));
      trust = "the digests of " + list.file();
    } else if (request.trust() instanceof Trust.ByManifest given) {
      MirrorManifest manifest =
          MirrorManifestJson.parse(given.file().toString(), read(given.file()));
      manifest.files().forEach(file -> digests.put(file.name(), file.sha256()));
      atHand = Optional.of(manifest);
      trust = "the digests of " + given.file();
    } else {
      agree();
    }
  }

  /** A name that is not UTF-8 is shown as it is displayed; no mirror can have it. */
  private static String plain(ByteString name) {
    String text = name.asUtf8();
    return text == null ? name.display() : text;
  }

  private static byte[] read(Path file) throws SnapshotException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MirrorManifestJson.MAX_BYTES + 1);
    } catch (IOException e) {
      throw new InvalidInputException("cannot read " + file + ": " + Explanation.reason(e), null);
    }
  }

  /** Takes for each file what more than half of the manifests that have it say. */
  private void agree() throws UnavailableException {
    int count = mirrors.byMirror().size();
    if (count == 0) {
      throw new UnavailableException(
          "no mirror gives a manifest, so nothing says which digests are right: "
              + String.join(
                  "; ",
                  mirrors.faults().stream()
                      .map(fault -> fault.mirror() + ": " + fault.message())
                      .toList()),
          "give --sha256, or a list with --manifest");
    }
    trust =
        count == 1
            ? "the word of one mirror alone, which nothing confirms"
            : "what most of " + count + " mirrors say, of " + asked + " asked";
    Set<String> names = new TreeSet<>();
    mirrors.byMirror().values().forEach(each -> each.files().forEach(f -> names.add(f.name())));
    for (String name : names) {
      Map<Digest, List<Mirror>> says = new LinkedHashMap<>();
      mirrors
          .byMirror()
          .forEach(
              (mirror, manifest) ->
                  manifest
                      .file(name)
                      .ifPresent(
                          file ->
                              says.computeIfAbsent(file.sha256(), d -> new ArrayList<>())
                                  .add(mirror)));
      settle(name, says);
    }
  }

  private void settle(String name, Map<Digest, List<Mirror>> says) {
    int all = says.values().stream().mapToInt(List::size).sum();
    for (Map.Entry<Digest, List<Mirror>> each : says.entrySet()) {
      if (2 * each.getValue().size() > all) {
        digests.put(name, each.getKey());
      }
    }
    Digest settled = digests.get(name);
    if (settled == null) {
      StringBuilder text = new StringBuilder("the mirrors do not agree on " + name + ":");
      says.forEach(
          (digest, who) ->
              text.append(' ')
                  .append(digest.hex())
                  .append(" say ")
                  .append(String.join(", ", who.stream().map(Mirror::toString).toList()))
                  .append(';'));
      text.setLength(text.length() - 1);
      unsettled.put(
          name, new UnavailableException(text.toString(), "give --sha256, or --manifest"));
      return;
    }
    says.forEach(
        (digest, who) -> {
          if (!digest.equals(settled)) {
            who.forEach(
                mirror ->
                    faults.add(
                        mirror.fault(
                            MirrorFault.Kind.OTHER_FILE,
                            "its manifest has another digest for " + name)));
          }
        });
  }

  /** Returns in one line where the digests came from. */
  String trust() {
    return trust;
  }

  /** Returns which mirrors' manifests disagree with what was settled. */
  List<MirrorFault> faults() {
    return faults;
  }

  /** Returns all digests there are. */
  Set<Digest> digests() {
    return Set.copyOf(digests.values());
  }

  /** Returns all names there are. */
  List<String> names() {
    Set<String> names = new LinkedHashSet<>(digests.keySet());
    names.addAll(unsettled.keySet());
    return List.copyOf(names);
  }

  /**
   * Returns what is known of a file.
   *
   * @throws SnapshotException if it is in no list, or not agreed on
   */
  Wanted wanted(String name) throws SnapshotException {
    SnapshotException open = unsettled.get(name);
    if (open != null) {
      throw open;
    }
    Digest sha256 = digests.get(name);
    if (sha256 == null) {
      throw new InvalidInputException(
          "no list has a file " + name,
          NearestName.nearest(name, digests.keySet())
              .map(near -> "did you mean " + near + "?")
              .orElse(digests.size() + " files are there, see --all"));
    }
    if (!MirrorFile.isPlainName(name)) {
      throw new InvalidInputException("not a plain file name: " + name, null);
    }
    List<MirrorFile> told = new ArrayList<>();
    atHand.flatMap(manifest -> manifest.file(name)).ifPresent(told::add);
    for (MirrorManifest manifest : mirrors.byMirror().values()) {
      manifest.file(name).filter(file -> file.sha256().equals(sha256)).ifPresent(told::add);
    }
    // What is at hand says the size; mirrors may lie about it, so each is tried, most votes first.
    List<Long> sizes =
        byVotes(
            atHand.isPresent()
                ? List.of(told.get(0).size())
                : told.stream().map(MirrorFile::size).toList());
    List<Blocks> blocks = byVotes(told.stream().flatMap(file -> file.blocks().stream()).toList());
    List<Origin> origins = byVotes(told.stream().map(MirrorFile::origin).toList());
    return new Wanted(name, sha256, sizes, blocks, origins);
  }

  private static <T> List<T> byVotes(Collection<T> values) {
    Map<T, Integer> votes = new LinkedHashMap<>();
    values.forEach(value -> votes.merge(value, 1, Integer::sum));
    TreeMap<Integer, List<T>> ordered = new TreeMap<>();
    votes.forEach(
        (value, count) -> ordered.computeIfAbsent(-count, c -> new ArrayList<>()).add(value));
    return ordered.values().stream().flatMap(List::stream).toList();
  }
}
