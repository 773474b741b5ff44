package org.gitsnapshot.request;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of live-bootstrap's steps, as its {@code steps/manifest} lists them. */
public enum StepSet {
  /** All that are built: what {@code --external-sources} gathers up front. */
  ALL,
  /** Those that are built before there is a network. */
  PRE_NETWORK;

  /** Returns the name on command lines, such as {@code pre-network}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the set of a name on command lines, if there is one. */
  public static Optional<StepSet> ofLabel(String label) {
    return Arrays.stream(values()).filter(set -> set.label().equals(label)).findFirst();
  }

  /** Returns the names of all sets. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(StepSet::label).toList();
  }
}
