package org.gitsnapshot.compare;

import java.util.List;
import java.util.OptionalLong;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.FileDifference.Change;

/** The reason where nothing is known but the two sides: what differs. */
final class WhatDiffers implements Reasons {
  private static final List<Change> ORDER = List.of(Change.values());

  @Override
  public Reason of(ByteString path, Change change, OptionalLong placeA) {
    return new Reason(ORDER.indexOf(change), change.label());
  }
}
