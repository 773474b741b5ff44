package org.gitsnapshot.codec.lzma;

/**
 * What the last symbols were, as the twelve states of LZMA.
 *
 * <p>Below {@link #FIRST_AFTER_COPY} the last symbol was a literal.
 */
final class State {
  static final int COUNT = 12;

  /** Literals alone. */
  static final int START = 0;

  /** The first state where the last symbol was not a literal. */
  static final int FIRST_AFTER_COPY = 7;

  private static final byte[] AFTER_LITERAL = {0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 5};

  private State() {}

  static boolean afterLiteral(int state) {
    return state < FIRST_AFTER_COPY;
  }

  /** Returns the state that a literal leads to. */
  static int literal(int state) {
    return AFTER_LITERAL[state];
  }

  /** Returns the state that a match with a new distance leads to. */
  static int match(int state) {
    return state < FIRST_AFTER_COPY ? 7 : 10;
  }

  /** Returns the state that a match with one of the last distances leads to. */
  static int rep(int state) {
    return state < FIRST_AFTER_COPY ? 8 : 11;
  }

  /** Returns the state that one byte from the last distance leads to. */
  static int shortRep(int state) {
    return state < FIRST_AFTER_COPY ? 9 : 11;
  }
}
