package org.gitsnapshot.fetch;

import org.gitsnapshot.report.MirrorFault;

/** A mirror did not give what it was asked for; others may. */
final class MirrorFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient MirrorFault fault;

  MirrorFailure(MirrorFault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  MirrorFault fault() {
    return fault;
  }
}
