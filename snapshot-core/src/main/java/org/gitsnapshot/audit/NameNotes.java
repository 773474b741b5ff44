package org.gitsnapshot.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;

/**
 * Holds what an archive's names speak of against the commit it turned out to be: a release may be
 * called after another tag than the one it was made from, or after one that a clone does not have.
 * A name that speaks of the commit's own tag, or of its id, is nothing to note.
 */
final class NameNotes {
  private static final ByteString TAGS = ByteString.utf8("refs/tags/");

  /** Where many packages have tags of one version, not all of them are read. */
  private static final int MOST_TREES = 8;

  private final Acquirer acquirer;
  private final List<String> urls;
  private final Evidence evidence;
  private final RefList refs;

  NameNotes(Acquirer acquirer, List<String> urls, Evidence evidence, RefList refs) {
    this.acquirer = acquirer;
    this.urls = urls;
    this.evidence = evidence;
    this.refs = refs;
  }

  /**
   * What was found.
   *
   * @param commit the commit that the archive was held against, and how it was found
   * @param words the commit as it is told
   * @param content the archive's content
   * @param sameContent whether the content is the commit's
   */
  record Outcome(
      CommitFinder.Found commit, String words, ContentTree content, boolean sameContent) {
    Oid id() {
      return commit.commit();
    }
  }

  /** Returns the notes; none where the names speak of what was found, or of nothing. */
  List<String> of(Outcome outcome) {
    Map<String, String> others = new LinkedHashMap<>();
    Map<String, String> missing = new LinkedHashMap<>();
    boolean fits = false;
    for (Name name : names()) {
      if (name.fits(outcome.id())) {
        fits = true;
        continue;
      }
      List<NamedRef> tags = name.tags();
      if (!tags.isEmpty()) {
        NamedRef tag = likeliest(tags, outcome.content());
        others.putIfAbsent(shortName(tag), name.speaks() + another(tag, outcome));
      } else if (name.isMissing() && (!outcome.sameContent() || name.hasAnother(outcome.id()))) {
        missing.putIfAbsent(name.versions().get(0).full(), name.speaks() + missing(outcome));
      }
    }
    boolean allMissing = !fits && others.isEmpty();
    return List.copyOf((allMissing ? missing : others).values());
  }

  private List<Name> names() {
    List<Name> names = new ArrayList<>();
    names.add(new Name("the file's name", NameHints.stem(evidence.file())));
    ByteString top = evidence.topDirectory();
    if (!top.isEmpty()) {
      names.add(new Name("the top directory", top.substring(0, top.length() - 1).display()));
    }
    return names;
  }

  private String another(NamedRef tag, Outcome outcome) {
    String has = ", and the repository has " + shortName(tag) + " (commit " + hex(tag) + "), but ";
    if (outcome.sameContent()) {
      Optional<Oid> tree = tree(tag.peeled());
      boolean same = tree.isPresent() && tree.equals(tree(outcome.id()));
      return has
          + "the content is another's, that of "
          + outcome.words()
          + (same ? ", which has the same tree" : "");
    }
    String next = "; with --commit " + shortName(tag) + " it is compared with that tag";
    if (isContent(tag, outcome.content())) {
      return has.replaceFirst(", but $", ", whose tree the content exactly is, but ")
          + compared(outcome)
          + next;
    }
    return has + compared(outcome) + next;
  }

  private static String missing(Outcome outcome) {
    String no = ", but no tag or branch of the repository has that name";
    if (outcome.sameContent()) {
      return no + ", and the content is that of " + outcome.words();
    }
    return no
        + ", so "
        + compared(outcome)
        + "; if the repository is a clone, fetch the tags it lacks (git fetch --tags), or name the"
        + " commit with --commit";
  }

  private static String compared(Outcome outcome) {
    return "the file was compared with another commit, found by " + outcome.commit().how();
  }

  /** A tag whose tree is the content, else one whose whole name is spoken of, else any. */
  private NamedRef likeliest(List<NamedRef> tags, ContentTree content) {
    return tags.stream()
        .limit(MOST_TREES)
        .filter(tag -> isContent(tag, content))
        .findFirst()
        .orElse(tags.get(0));
  }

  /** Returns a commit's tree; nothing if it cannot be had, for which no audit need fail. */
  private Optional<Oid> tree(Oid commit) {
    try (ObjectStore store = acquirer.trees(urls, commit);
        ObjectReader objects = store.newReader()) {
      return Optional.of(CommitLinks.read(objects, commit).tree());
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private boolean isContent(NamedRef tag, ContentTree content) {
    try (ObjectStore store = acquirer.trees(urls, tag.peeled());
        ObjectReader objects = store.newReader()) {
      return content.is(objects, CommitLinks.read(objects, tag.peeled()).tree());
    } catch (IOException absent) {
      return false;
    }
  }

  private static String hex(NamedRef ref) {
    return ref.peeled().hex().substring(0, AuditWords.SHORT_ID);
  }

  /** Returns such as {@code v1.0} and {@code origin/main}. */
  private static String shortName(NamedRef ref) {
    return ref.name().display().replaceFirst("^refs/[^/]*/", "");
  }

  /** One of an archive's names. */
  private final class Name {
    private final String what;
    private final String stem;
    private final NameHints hints;
    private final List<NamedVersion> versions;

    Name(String what, String stem) {
      this.what = what;
      this.stem = stem.toLowerCase(Locale.ROOT);
      this.hints = new NameHints(List.of(stem));
      this.versions = NamedVersion.in(stem);
    }

    List<NamedVersion> versions() {
      return versions;
    }

    String speaks() {
      return what + " speaks of " + (versions.isEmpty() ? stem : versions.get(0).text());
    }

    /** A version is all that a name speaks of, if it has one. */
    private boolean speaksOf(NamedRef ref) {
      String name = shortName(ref);
      return versions.isEmpty()
          ? NamedVersion.in(name).isEmpty() && hints.mayMean(name)
          : versions.stream().anyMatch(version -> version.isIn(name));
    }

    /** Of two versions in a name the commit may have either; and a name may speak of its id. */
    boolean fits(Oid commit) {
      return hints.hexDigits().stream().anyMatch(commit.hex()::startsWith)
          || refs.refs().stream().anyMatch(ref -> leadsTo(ref, commit) && speaksOf(ref))
          || (tags().isEmpty()
              && refs.refs().stream().anyMatch(ref -> leadsTo(ref, commit) && hasNumbers(ref)));
    }

    private boolean hasNumbers(NamedRef ref) {
      return versions.stream().anyMatch(version -> version.hasNumbersIn(shortName(ref)));
    }

    /** Returns the tags that it speaks of, those first that are in it, then the shortest. */
    List<NamedRef> tags() {
      return refs.refs().stream()
          .filter(ref -> ref.name().startsWith(TAGS))
          .filter(ref -> versions.isEmpty() ? speaksOf(ref) : versions.get(0).isIn(shortName(ref)))
          .sorted(
              Comparator.comparing((NamedRef ref) -> !stem.contains(lower(ref)))
                  .thenComparing(ref -> lower(ref).length()))
          .toList();
    }

    /** One number is a version only where the repository's tags have one. */
    boolean isMissing() {
      return !versions.isEmpty()
          && refs.refs().stream().noneMatch(this::hasNumbers)
          && (!versions.get(0).isOneNumber() || refs.refs().stream().anyMatch(this::isOneNumber));
    }

    private boolean isOneNumber(NamedRef tag) {
      List<NamedVersion> its = NamedVersion.in(shortName(tag));
      return tag.name().startsWith(TAGS) && !its.isEmpty() && its.get(0).isOneNumber();
    }

    /** Returns whether the commit has a tag of another version; a date is none. */
    boolean hasAnother(Oid commit) {
      return refs.refs().stream()
          .filter(ref -> leadsTo(ref, commit) && ref.name().startsWith(TAGS))
          .flatMap(ref -> NamedVersion.in(shortName(ref)).stream().limit(1))
          .anyMatch(its -> its.isDate() == versions.get(0).isDate());
    }

    private boolean leadsTo(NamedRef ref, Oid commit) {
      return ref.peeled().equals(commit);
    }

    private String lower(NamedRef ref) {
      return shortName(ref).toLowerCase(Locale.ROOT);
    }
  }
}
