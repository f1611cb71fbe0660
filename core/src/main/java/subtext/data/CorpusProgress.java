package subtext.data;

/** Is told how far a corpus has been worked through. */
@FunctionalInterface
public interface CorpusProgress {
  /** Hears nothing. */
  CorpusProgress SILENT = (done, all) -> {};

  /** {@code done} of {@code all} are done, in what the work is counted in; the first time none. */
  void at(long done, long all);
}
