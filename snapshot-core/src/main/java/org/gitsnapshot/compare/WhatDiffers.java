package org.gitsnapshot.compare;

import java.util.List;
import org.gitsnapshot.report.FileDifference.Change;

/** The reason where nothing is known but the two sides: what differs. */
final class WhatDiffers implements Reasons {
  private static final List<Change> ORDER = List.of(Change.values());

  @Override
  public Reason of(Differing file) {
    return new Reason(ORDER.indexOf(file.change()), file.change().label(), false);
  }
}
