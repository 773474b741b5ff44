package org.gitsnapshot.pretty;

import java.math.BigInteger;
import java.util.Locale;
import org.gitsnapshot.error.CorruptObjectException;
import org.gitsnapshot.io.Digits;

/**
 * The time of a commit in its own zone, in the forms that git writes without looking at a clock.
 *
 * <p>Years may have ten digits, zones any number of hours; what C's 64-bit time cannot hold is 1970
 * to git.
 */
final class CommitDate {
  private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final long SECONDS_OF_DAY = 86_400;
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** C counts years from 1900 in an int. */
  private static final long LAST_YEAR = 1900L + Integer.MAX_VALUE;

  /** Hundreds are hours, as in {@code +0530}; below zero the sign is that of both. */
  private final int zone;

  private final long year;
  private final int month;
  private final int day;
  private final int weekday;
  private final int second;

  private CommitDate(long local, int zone) {
    this.zone = zone;
    long days = Math.floorDiv(local, SECONDS_OF_DAY);
    this.second = (int) Math.floorMod(local, SECONDS_OF_DAY);
    this.weekday = (int) Math.floorMod(days, 7L);
    // Count from 1 March of year 0, so that a leap day ends a year; 719468 days before 1970.
    long shifted = days + 719_468;
    long era = Math.floorDiv(shifted, 146_097L);
    int dayOfEra = (int) Math.floorMod(shifted, 146_097L);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int monthFromMarch = (5 * dayOfYear + 2) / 153;
    this.day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
    this.month = monthFromMarch < 10 ? monthFromMarch + 2 : monthFromMarch - 10;
    this.year = era * 400 + yearOfEra + (month < 2 ? 1 : 0);
  }

  /**
   * Reads a date.
   *
   * @throws CorruptObjectException if the zone puts it before 1970 or beyond what 64 bits hold,
   *     which git refuses to write
   */
  static CommitDate of(Ident.Date written) throws CorruptObjectException {
    BigInteger seconds = Digits.value(written.seconds());
    if (seconds.compareTo(MAX_LONG) > 0) {
      return new CommitDate(0, 0);
    }
    int zone = zone(written.zone());
    long local = shift(written, seconds.longValueExact(), zone);
    CommitDate date = new CommitDate(local, zone);
    return date.year > LAST_YEAR ? new CommitDate(0, 0) : date;
  }

  /** Returns the number of a zone, 0 for one that C's int cannot hold. */
  private static int zone(String written) {
    BigInteger digits = Digits.value(written.substring(1));
    BigInteger zone = written.startsWith("-") ? digits.negate() : digits;
    boolean fits =
        zone.compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) < 0
            && zone.compareTo(BigInteger.valueOf(Integer.MIN_VALUE)) > 0;
    return fits ? zone.intValueExact() : 0;
  }

  private static long shift(Ident.Date written, long seconds, int zone)
      throws CorruptObjectException {
    int size = Math.abs(zone);
    int minutes = size / 100 * 60 + size % 100;
    // Git multiplies in an int, and a zone of 16 million hours wraps around.
    int shift = minutes * 60;
    boolean early = zone < 0 && seconds < shift;
    boolean late = zone >= 0 && seconds > Long.MAX_VALUE - shift;
    boolean refused = shift < 0 || early || late;
    if (refused) {
      throw new CorruptObjectException(
          "git cannot write the time "
              + written.seconds()
              + " in the zone "
              + written.zone()
              + ": it is before 1970 or too late",
          "a format that shows the time as a number does not need the zone");
    }
    return zone < 0 ? seconds - shift : seconds + shift;
  }

  /** Returns git's own form, such as {@code Fri Apr 1 13:14:15 2005 +0200}. */
  String normal() {
    String text = DAYS[weekday] + " " + MONTHS[month] + " " + day + " " + time() + " " + year();
    // In git, -1 stands for "the zone that need not be shown".
    return zone == -1 ? text : text + " " + zone();
  }

  /** Returns the form of e-mail, such as {@code Fri, 1 Apr 2005 13:14:15 +0200}. */
  String rfc2822() {
    return DAYS[weekday]
        + ", "
        + day
        + " "
        + MONTHS[month]
        + " "
        + year()
        + " "
        + time()
        + " "
        + zone();
  }

  /** Returns a form such as {@code 2005-04-01 13:14:15 +0200}. */
  String iso() {
    return isoDate() + " " + time() + " " + zone();
  }

  /** Returns a form such as {@code 2005-04-01T13:14:15+02:00}; the zone 0 may be {@code Z}. */
  String isoStrict(boolean zeroIsZ) {
    int size = Math.abs(zone);
    String end =
        zone == 0 && zeroIsZ
            ? "Z"
            : (zone < 0 ? "-" : "+") + twoDigits(size / 100) + ":" + twoDigits(size % 100);
    return isoDate() + "T" + time() + end;
  }

  /** Returns a form such as {@code 2005-04-01}. */
  String isoDate() {
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year(), month + 1, day);
  }

  private String time() {
    return twoDigits(second / 3600)
        + ":"
        + twoDigits(second / 60 % 60)
        + ":"
        + twoDigits(second % 60);
  }

  private String zone() {
    return String.format(Locale.ROOT, "%+05d", zone);
  }

  /** Returns the year as C's int holds it: the last 1900 that it counts come out negative. */
  private int year() {
    return (int) year;
  }

  private static String twoDigits(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
