package org.gitsnapshot.clean;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.RemovedEntry;
import org.gitsnapshot.tarread.TarMember;

/**
 * Proves that one raw tar is another without some of its entries: the other is cleaned again, and
 * what comes out is compared byte by byte. Nothing that either says of itself is believed.
 *
 * <p>Which entries are missing is given, or found: an entry whose headers do not stand next in the
 * derived tar is taken for removed, so whatever was changed or added turns up as something that the
 * derived tar has and the original does not have there. One pass over both. Stateless.
 */
public final class DerivationProof {
  /** A choice by what the derived tar has: what does not stand next in it was removed. */
  private static final ByteString UNKNOWN_RULE = ByteString.EMPTY;

  private DerivationProof() {}

  /** What came of it. */
  public sealed interface Outcome permits Proved, Refused {}

  /**
   * It is.
   *
   * @param result what the original was cleaned of
   */
  public record Proved(CleanTar.Result result) implements Outcome {}

  /**
   * It is not.
   *
   * @param offset the first byte of the derived tar that is not as it must be; its length if it
   *     ends too soon
   * @param ended whether the derived tar is at its end there
   * @param part what that byte belongs to
   * @param expected the entry of the original that must stand there; nothing at the end, and where
   *     entries are found by themselves and none of the rest stands there
   * @param found the entry that does, as far as there is one
   * @param removed what the original was cleaned of until there
   */
  public record Refused(
      long offset,
      boolean ended,
      CleanTar.Part part,
      Optional<TarMember> expected,
      Optional<TarMember> found,
      List<RemovedEntry> removed)
      implements Outcome {
    /** Copies the list. */
    public Refused {
      removed = List.copyOf(removed);
    }
  }

  /**
   * Compares with the entries chosen.
   *
   * @param original read to its end, unless the answer is known before; not closed
   * @param derived likewise
   * @throws org.gitsnapshot.error.CorruptObjectException if the original is no whole tar
   */
  public static Outcome with(
      CleanTar.Choice choice, InputStream original, InputStream derived, Limits limits)
      throws IOException {
    return compare(original, new ExpectedTar(derived), choice, limits);
  }

  /**
   * Compares, and finds which entries are missing.
   *
   * @param original read to its end, unless the answer is known before; not closed
   * @param derived likewise
   * @throws org.gitsnapshot.error.CorruptObjectException if the original is no whole tar
   */
  public static Outcome finding(InputStream original, InputStream derived, Limits limits)
      throws IOException {
    ExpectedTar expected = new ExpectedTar(derived);
    CleanTar.Choice choice = (member, head) -> expected.isNext(head) ? null : UNKNOWN_RULE;
    return compare(original, expected, choice, limits);
  }

  private static Outcome compare(
      InputStream original, ExpectedTar derived, CleanTar.Choice choice, Limits limits)
      throws IOException {
    CleanTar cleaning = CleanTar.of(original, derived, choice, limits);
    try {
      CleanTar.Result result = cleaning.run();
      if (derived.isComplete()) {
        return new Proved(result);
      }
    } catch (ExpectedTar.Mismatch mismatch) {
      // It is told below.
    }
    CleanTar.Part part = cleaning.part(derived.position());
    boolean atEntry = part == CleanTar.Part.HEADERS || part == CleanTar.Part.END;
    Optional<TarMember> found = atEntry ? derived.nextMember() : Optional.empty();
    boolean inEntry =
        part == CleanTar.Part.HEADERS
            || part == CleanTar.Part.CONTENT
            || part == CleanTar.Part.PADDING;
    return new Refused(
        part == CleanTar.Part.END && found.isPresent() ? derived.begin() : derived.position(),
        derived.isEnded(),
        part,
        inEntry ? Optional.ofNullable(cleaning.current()) : Optional.empty(),
        found,
        cleaning.removed());
  }
}
