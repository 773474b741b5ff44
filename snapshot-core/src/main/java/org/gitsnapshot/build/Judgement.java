package org.gitsnapshot.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.pin.Expectations;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Recipe;
import org.gitsnapshot.report.Answer;
import org.gitsnapshot.report.FileReport;
import org.gitsnapshot.report.PinReport;
import org.gitsnapshot.report.Verdict;

/**
 * Gathers what is known of a pin's three questions until it can be reported.
 *
 * <p>Equal compressed bytes prove the raw tar, and an equal raw tar proves the content; nothing
 * follows the other way. Used by one thread.
 */
public final class Judgement {
  private final Pin pin;
  private final Built built;
  private final List<FileReport> files = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private Optional<String> hint = Optional.empty();
  private boolean failed;
  private boolean unread;
  private Answer content = Answer.UNKNOWN;
  private Answer rawTar = Answer.UNKNOWN;
  private Answer compressed = Answer.UNKNOWN;

  /** Begins with what was built and what the pin promises of it. */
  public Judgement(Pin pin, Built built) {
    this.pin = pin;
    this.built = built;
    expectRemoved();
    expectRawTar();
    pin.outputs().forEach(this::expectFile);
  }

  /** The listed files are what the pin promises of the commit's content. */
  private void expectRemoved() {
    List<String> faults = built.cleaned().map(cleaned -> cleaned.faults(pin)).orElse(List.of());
    if (!faults.isEmpty()) {
      content = Answer.DIFFERENT;
      messages.add(
          faults.get(0) + (faults.size() > 1 ? "; and " + (faults.size() - 1) + " more" : ""));
    }
  }

  private void expectRawTar() {
    Expectations expected = pin.expectations(Format.TAR);
    Optional<String> mismatch = expected.mismatch(built.rawTar());
    if (mismatch.isPresent()) {
      differs("raw tar: " + mismatch.get());
      rawTar = Answer.DIFFERENT;
    } else if (!expected.none()) {
      rawTar = Answer.SAME;
      content = content.or(Answer.SAME);
    }
  }

  private void expectFile(Format format, Optional<Compressor> compressor) {
    Map<DigestAlgorithm, Digest> promised = pin.expectations(format).digests();
    Optional<FileDigests> made = Optional.ofNullable(built.files().get(format));
    Answer bytes = made.map(digests -> compare(format, digests)).orElse(Answer.UNKNOWN);
    if (format.compressed()) {
      know(bytes == Answer.SAME ? Answer.SAME : Answer.UNKNOWN, Answer.UNKNOWN, bytes);
    }
    Recipe recipe = new Recipe(built.recipe(), compressor);
    files.add(new FileReport(pin.fileName(format), format, recipe, made, promised, bytes));
  }

  private Answer compare(Format format, FileDigests made) {
    Expectations expected = pin.expectations(format);
    Optional<String> mismatch = expected.mismatch(made);
    if (mismatch.isPresent() && format.compressed()) {
      differs(format.suffix() + ": " + mismatch.get());
    }
    if (expected.none()) {
      return Answer.UNKNOWN;
    }
    return mismatch.isPresent() ? Answer.DIFFERENT : Answer.SAME;
  }

  /** Adds answers that were found in another way; equality of a later form proves the earlier. */
  public void know(Answer contentToo, Answer rawTarToo, Answer compressedToo) {
    compressed = compressed.or(compressedToo);
    Answer provedRaw = compressedToo == Answer.SAME ? Answer.SAME : rawTarToo;
    rawTar = rawTar.or(provedRaw);
    content = content.or(provedRaw == Answer.SAME ? Answer.SAME : contentToo);
  }

  /** Adds a difference, in words. */
  public void differs(String message) {
    messages.add(message);
  }

  /** Adds something that could not be done. */
  public void failed(String message, Optional<String> whatToDo) {
    failed = true;
    messages.add(message);
    hint = hint.or(() -> whatToDo);
  }

  /**
   * Adds a file that is there and could not be read to its end. What the digests prove the same is
   * not known of that file, so it is not said.
   */
  public void unread(String message, Optional<String> whatToDo) {
    unread = true;
    failed(message, whatToDo);
  }

  /** Adds a file that has other bytes, and whose content could not be unpacked to its end. */
  public void damaged(String message) {
    unread = true;
    differs(message);
  }

  /** Returns whether anything is known to differ. */
  public boolean isDifferent() {
    return content.or(rawTar).or(compressed) == Answer.DIFFERENT;
  }

  /** Returns whether nothing at all could be compared. */
  public boolean isEmpty() {
    return content.or(rawTar).or(compressed) == Answer.UNKNOWN;
  }

  /** Returns the report of what is known now. */
  public PinReport report() {
    return new PinReport(
        pin.name(),
        verdict(),
        known(content),
        known(rawTar),
        known(compressed),
        pin.commit(),
        Optional.of(built.meta().rootTree()),
        Optional.of(built.rawTar()),
        files,
        built.allNotes(),
        messages.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", messages)),
        hint);
  }

  private Answer known(Answer answer) {
    return unread && answer == Answer.SAME ? Answer.UNKNOWN : answer;
  }

  /** A failure outweighs a difference, as it does among several pins. */
  private Verdict verdict() {
    if (failed) {
      return Verdict.FAILED;
    }
    if (isDifferent()) {
      return Verdict.DIFFERENT;
    }
    return isEmpty() ? Verdict.BUILT : Verdict.SAME;
  }
}
