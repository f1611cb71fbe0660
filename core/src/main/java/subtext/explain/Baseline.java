package subtext.explain;

/** What stands in place of every word where a text says nothing. The end of the text stays. */
public enum Baseline {
  /** Vectors of zeros (Sundararajan et al. 2017, section 6.3). */
  ZERO,
  /** The mean of the vectors of all tokens that text can have. */
  MEAN
}
