package org.gitsnapshot.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.attributes.AttributeValue;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.tree.TreeArchive;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the published file itself what its recipe must have been: the prefix, from its first
 * entry, and the inputs of export-subst, from the files in which formats were expanded.
 *
 * <p>The commit's archive is walked with a repository state that answers with {@link Markers}; the
 * published files are then read along the texts around them. All of it is a guess that building
 * proves.
 */
final class InputReader {
  private static final ByteString SLASH = ByteString.utf8("/");

  /**
   * What was read.
   *
   * @param prefixes what the prefix may be, the likeliest first; empty if the first entry is not
   *     the archive's at all
   * @param inputs what could be read of the inputs, the likeliest first: one that is certain, or
   *     else the repository's own before those that were guessed
   * @param expands whether there is a file whose formats are expanded
   * @param unread the files in which formats ask for the repository's state and that are there,
   *     expanded to something that could not be read
   */
  record Reading(
      List<ByteString> prefixes,
      List<SubstInputs> inputs,
      boolean expands,
      List<ByteString> unread) {}

  private final ObjectStore store;
  private final Limits limits;
  private final Evidence evidence;
  private final Map<ByteString, ArchivedEntry> published;

  InputReader(ObjectStore store, Limits limits, Evidence evidence) {
    this.store = store;
    this.limits = limits;
    this.evidence = evidence;
    this.published = evidence.byPath();
  }

  /**
   * Reads what a profile's archive of a commit would need.
   *
   * @throws IOException if the commit's tree cannot be read
   */
  Reading read(Oid commit, Profile profile) throws IOException {
    Walk first = walk(commit, profile, new Markers.Emptiness(false, false));
    if (first.isComplete()) {
      return first.reading();
    }
    boolean decorated = first.markers.decorated();
    boolean described = first.markers.described();
    for (int bits = 1; bits < 4; bits++) {
      Markers.Emptiness empty = new Markers.Emptiness((bits & 1) != 0, (bits & 2) != 0);
      if ((empty.undecorated() && !decorated) || (empty.undescribed() && !described)) {
        continue;
      }
      Walk again = walk(commit, profile, empty);
      if (again.isComplete()) {
        return again.reading();
      }
    }
    return first.reading();
  }

  private Walk walk(Oid commit, Profile profile, Markers.Emptiness empty) throws IOException {
    Walk walk = new Walk(new Markers(empty));
    try (ObjectReader objects = store.newReader()) {
      ArchiveMeta unused =
          new TreeArchive(objects, limits, profile, walk.markers, walk)
              .observedBy((path, blob, attributes) -> walk.observe(blob, attributes))
              .write(commit);
    }
    return walk;
  }

  /** One walk through the commit's archive. */
  private final class Walk implements EntrySink {
    private final Markers markers;

    /** All that was read, and what there was only one way to read. */
    private final Readings readings;

    private final Readings sure;
    private final List<ByteString> unread = new ArrayList<>();
    private List<ByteString> prefixes = List.of();
    private @Nullable Oid committed;
    private boolean complete = true;
    private boolean guessed;
    private boolean begun;
    private boolean expanding;
    private boolean expands;

    Walk(Markers markers) {
      this.markers = markers;
      this.readings = new Readings(markers);
      this.sure = new Readings(markers);
    }

    Reading reading() {
      List<ByteString> likely = begun ? prefixes : prefixesOfNothing();
      return new Reading(likely, inputs(), expands, List.copyOf(unread));
    }

    private List<SubstInputs> inputs() {
      SubstInputs all = readings.inputs();
      if (complete && !guessed) {
        return List.of(all);
      }
      SubstInputs own =
          new SubstInputs(
              Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), all.given());
      return List.of(own, sure.inputs(), all);
    }

    /** Returns whether all formats that ask for the repository's state were read. */
    boolean isComplete() {
      return complete;
    }

    void observe(Oid blob, Map<String, AttributeValue> attributes) {
      committed = blob;
      expanding = attributes.getOrDefault("export-subst", AttributeValue.UNSPECIFIED).isSet();
      expands |= expanding;
    }

    @Override
    public void begin(ArchiveMeta meta) {
      // What the archive says of itself is compared when it is built.
    }

    @Override
    public void entry(Entry entry) throws IOException {
      if (!begun) {
        begun = true;
        prefixes = prefixes(asWritten(entry));
      }
      if (entry instanceof Entry.File file
          && expanding
          && file.content().size() <= limits.formatBytes()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        file.content().writeTo(bytes);
        if (markers.wasAsked()) {
          MarkedText text = MarkedText.parse(bytes.toByteArray(), markers);
          read(file.path(), text, bytes.toByteArray());
        }
      }
    }

    private void read(ByteString path, MarkedText text, byte[] marked) throws IOException {
      List<ByteString> tops = prefixes.isEmpty() ? List.of(evidence.topDirectory()) : prefixes;
      boolean otherwise = false;
      for (ByteString top : tops) {
        ArchivedEntry entry = published.get(Evidence.withoutDot(top.concat(path)));
        byte[] bytes = entry == null ? null : evidence.content(entry, limits.formatBytes());
        if (entry == null || bytes == null) {
          continue;
        }
        MarkedText.Outcome outcome = text.read(bytes, markers, readings::take);
        if (outcome == MarkedText.Outcome.SURE) {
          MarkedText.Outcome unused = text.read(bytes, markers, sure::take);
        }
        guessed |= outcome == MarkedText.Outcome.GUESSED;
        if (outcome != MarkedText.Outcome.NONE) {
          return;
        }
        otherwise |= !isUnexpanded(entry) && !isWithOtherLineEnds(marked, bytes);
      }
      complete = false;
      if (otherwise) {
        unread.add(path);
      }
    }

    private boolean isUnexpanded(ArchivedEntry entry) {
      return entry.blob() != null && entry.blob().equals(committed);
    }

    private boolean isWithOtherLineEnds(byte[] marked, byte[] bytes) {
      return MarkedText.parse(withoutReturns(marked), markers)
              .read(withoutReturns(bytes), markers, (mark, value) -> true)
          != MarkedText.Outcome.NONE;
    }
  }

  private static byte[] withoutReturns(byte[] text) {
    return new String(text, StandardCharsets.ISO_8859_1)
        .replace("\r\n", "\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ByteString asWritten(Entry entry) {
    boolean directory = entry instanceof Entry.Directory || entry instanceof Entry.Submodule;
    return directory ? entry.path().concat(SLASH) : entry.path();
  }

  /** Where the archive has no entries, there is the prefix's own or none. */
  private List<ByteString> prefixesOfNothing() {
    List<ArchivedEntry> entries = evidence.entries();
    ByteString begin = entries.isEmpty() ? ByteString.EMPTY : entries.get(0).path();
    boolean own = entries.isEmpty() || begin.endsWith('/');
    return own && begin.indexOf('\0') < 0 ? List.of(begin) : List.of();
  }

  /**
   * A prefix that ends in a slash has an entry of its own, and is the first; any other has none. Of
   * several slashes at its end that entry has one, and the paths behind it have all.
   */
  private List<ByteString> prefixes(ByteString first) {
    List<ArchivedEntry> entries = evidence.entries();
    List<ByteString> prefixes = new ArrayList<>();
    if (entries.isEmpty()) {
      return prefixes;
    }
    ByteString begin = entries.get(0).path();
    if (begin.indexOf('\0') >= 0) {
      return prefixes; // A pax record can hold such a name, and no recipe can.
    }
    if (begin.endsWith('/') && entries.size() > 1) {
      before(first, entries.get(1).path())
          .filter(prefix -> isWithMoreSlashes(prefix, begin))
          .ifPresent(prefixes::add);
    }
    before(first, begin).filter(prefix -> !prefix.endsWith('/')).ifPresent(prefixes::add);
    if (prefixes.isEmpty()) {
      maybeWithoutFirst(begin).ifPresent(prefixes::add);
    }
    return prefixes;
  }

  /** Returns what stands before a path's end; nothing if it ends otherwise. */
  private static Optional<ByteString> before(ByteString end, ByteString path) {
    return path.endsWith(end)
        ? Optional.of(path.substring(0, path.length() - end.length()))
        : Optional.empty();
  }

  private static boolean isWithMoreSlashes(ByteString prefix, ByteString begin) {
    int end = prefix.length();
    while (end > begin.length() && prefix.at(end - 1) == '/') {
      end--;
    }
    return prefix.substring(0, end).equals(begin);
  }

  /** Where the archive's first entry is not in the file, it may have been deleted from it. */
  private Optional<ByteString> maybeWithoutFirst(ByteString begin) {
    ByteString top = evidence.topDirectory();
    if (top.isEmpty()) {
      return Optional.of(top);
    }
    boolean whole = begin.endsWith('/') && begin.startsWith(top);
    boolean above =
        whole && evidence.entries().stream().allMatch(entry -> entry.path().startsWith(begin));
    return above ? Optional.of(begin) : Optional.empty();
  }
}
