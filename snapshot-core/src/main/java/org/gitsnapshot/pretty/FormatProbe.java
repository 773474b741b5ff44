package org.gitsnapshot.pretty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.gitsnapshot.error.SnapshotException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;

/** Finds out what a format asks for by expanding it for a commit that has everything. */
final class FormatProbe implements FormatState {
  private static final Oid ID = Oid.fromHex("0".repeat(40));

  private static final byte[] COMMIT =
      ("tree "
              + ID
              + "\nparent "
              + ID
              + "\nparent "
              + ID
              + "\n"
              + "author A <a@b> 0 +0000\ncommitter C <c@d> 0 +0000\n"
              + "gpgsig s\n\nsubject\n\nbody\n\nSigned-off-by: a\n")
          .getBytes(StandardCharsets.US_ASCII);

  /** What is not the same in all of git 2.9.0, 2.14.1, 2.23.0, 2.39.5 and 2.55.0. */
  private static final List<String> VERSION_DEPENDENT =
      List.of(
          "al",
          "cl",
          "aL",
          "cL",
          "as",
          "cs",
          "ah",
          "ch",
          "aI",
          "cI",
          "GF",
          "GP",
          "GT",
          "C",
          "(decorate",
          "(describe",
          "(trailers");

  private final Set<StateDependence> found = EnumSet.noneOf(StateDependence.class);

  private FormatProbe() {}

  /** Returns what a format asks for. */
  static Set<StateDependence> of(byte[] format) {
    FormatProbe probe = new FormatProbe();
    try {
      Expansion.append(new ByteBuilder(), format, new Watched(probe));
    } catch (SnapshotException refused) {
      // What came before the color that git does not know has been found.
      return probe.found;
    } catch (IOException e) {
      throw new IllegalStateException("nothing is read here", e);
    }
    return probe.found;
  }

  /** Sees every placeholder. */
  private static final class Watched extends CommitPlaceholders {
    private final FormatProbe probe;

    Watched(FormatProbe probe) {
      super(ID, COMMIT, FormatAge.GIT_2_46, probe);
      this.probe = probe;
    }

    @Override
    void taken(byte[] format, int at) {
      boolean differs =
          VERSION_DEPENDENT.stream()
              .anyMatch(name -> Ascii.startsWith(format, at, format.length, name));
      if (differs) {
        probe.found.add(StateDependence.VERSION_DEPENDENT);
      }
    }
  }

  @Override
  public String abbreviate(Oid id) {
    found.add(StateDependence.ABBREVIATION);
    return id.hex();
  }

  @Override
  public ByteString decorations() {
    found.add(StateDependence.DECORATION);
    return ByteString.EMPTY;
  }

  @Override
  public ByteString describe(DescribeOptions options) {
    found.add(StateDependence.DESCRIBE);
    return ByteString.EMPTY;
  }

  @Override
  public Mailmap.Person mapped(Mailmap.Person person) {
    found.add(StateDependence.MAILMAP);
    return person;
  }

  @Override
  public ByteString given(String placeholder) {
    boolean signature = placeholder.startsWith("%G");
    found.add(signature ? StateDependence.SIGNATURE : StateDependence.CLOCK);
    return ByteString.EMPTY;
  }
}
